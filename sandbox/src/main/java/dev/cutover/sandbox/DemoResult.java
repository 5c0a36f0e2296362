package dev.cutover.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document that {@code demo --json} prints.
 *
 * @param outcome completed, rolled-back, parked, failed or superseded
 * @param live legacy or target, as found out by writing; both or none if something is wrong
 * @param timings milliseconds of the parts of the demo
 * @param report path of the HTML report
 * @param problems what contradicts the outcome
 * @param faults that were asked for
 * @param checked how many things the problems were looked for in
 * @param parked whether a rollback waited for a person, who then mended what stood in its way
 * @param rollbackBegunAfter seconds from the deadline, or from the return of whoever was away then
 * @param rollbackSeconds what a rollback took
 * @param trail what Temporal recorded, where faults were asked for
 * @param probesFailed writes of the prober that neither were accepted nor refused by a fence
 */
record DemoResult(
    String outcome,
    String reason,
    String live,
    List<Step> steps,
    List<Table> tables,
    Orders orders,
    Effects effects,
    long bothWritable,
    Map<String, Long> timings,
    String report,
    List<String> problems,
    @JsonInclude(Include.NON_EMPTY) List<FaultSeen> faults,
    @JsonInclude(Include.NON_DEFAULT) int checked,
    @JsonInclude(Include.NON_DEFAULT) boolean parked,
    @JsonInclude(Include.NON_NULL) @Nullable Double rollbackBegunAfter,
    @JsonInclude(Include.NON_NULL) @Nullable Double rollbackSeconds,
    @JsonIgnore List<String> trail,
    @JsonIgnore long probesFailed) {

  record Step(String name, double seconds, String outcome) {

    static Step of(StepRun run) {
      Instant to = run.to();
      double seconds = to == null ? 0 : Duration.between(run.from(), to).toMillis() / 1000.0;
      return new Step(run.step().key(), seconds, run.outcome().name().toLowerCase(Locale.ROOT));
    }
  }

  record Table(String name, long legacyRows, long targetRows, boolean equal) {}

  record Orders(long placed, long lost, long doubled) {}

  record Effects(long sent, long doubled) {}
}
