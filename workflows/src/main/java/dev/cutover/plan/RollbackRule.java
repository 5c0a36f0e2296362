package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the plan asks for a rollback, who decides, and what silence means.
 *
 * @param decisionMaker a role
 * @param answerWithin silence longer than this counts as {@code silence}
 * @param remindEvery the decision maker is reminded so often; null: never
 * @param escalateAfter the deputy is told when nobody has answered for so long; null: never
 * @param silence always {@link Answer#ROLL_BACK}: who does not answer decides for legacy
 * @param rollbackWithin how long answer and rollback may take before it escalates
 * @param tell roles told at once when the rule applies
 * @param procedure the plan's own words
 * @param remigration whether root-cause analysis and re-migration follow on the next business day
 */
public record RollbackRule(
    String name,
    Trigger trigger,
    String decisionMaker,
    Duration answerWithin,
    @JsonInclude(Include.NON_NULL) @Nullable Duration remindEvery,
    @JsonInclude(Include.NON_NULL) @Nullable Duration escalateAfter,
    Answer silence,
    Duration rollbackWithin,
    List<String> tell,
    List<String> procedure,
    boolean remigration) {

  /**
   * Exactly one of the two is given.
   *
   * @param integrityErrors at least so many confirmed discrepancies within {@code within} of GO
   * @param coreFunctions any of these core functions fails post-migration validation
   */
  public record Trigger(
      @Nullable Integer integrityErrors,
      @Nullable Duration within,
      @Nullable List<String> coreFunctions) {}
}
