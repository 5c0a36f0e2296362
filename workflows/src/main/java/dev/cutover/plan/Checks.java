package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is tried before the business is let in, and what load the target must bear. */
public record Checks(List<CoreFunction> coreFunctions, List<ErpCheck> erp, LoadTestRule loadTest) {

  /**
   * A function without which the business stands still; it fails if fewer than {@code need} of
   * {@code of} probes pass.
   *
   * @param path the resource of the application's API: GET lists, POST creates, DELETE cleans up
   * @param probe JSON document to create by a writing probe
   */
  public record CoreFunction(
      String name, String title, String path, String probe, int need, int of) {}

  /**
   * A request that the ERP must answer with success.
   *
   * @param has a member that its JSON answer must have: whatever stands in between answers with
   *     success as well; null: any answer will do
   */
  public record ErpCheck(
      String name,
      String title,
      String path,
      @JsonInclude(Include.NON_NULL) @Nullable String has) {}

  /**
   * @param records how many records within {@code per} the target must take
   */
  public record LoadTestRule(long records, Duration per, Duration hold) {}
}
