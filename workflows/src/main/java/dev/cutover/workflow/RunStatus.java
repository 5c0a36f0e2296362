package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands: answer to the query {@code status}, and its result once it has ended.
 *
 * @param begun when the workflow started
 * @param go when GO took effect, the start that limits count from
 * @param deadline when the cutover rolls back by itself
 * @param lastSafeMoment the latest at which a rollback can begin and still end inside the window;
 *     null of a rollback
 * @param tables the last comparison of each table
 * @param levers what the levers were observed to be, before and after
 * @param outcome null while the run goes on
 * @param rollback the rollback that this run started
 */
public record RunStatus(
    String system,
    String environment,
    String attempt,
    long epoch,
    String planHash,
    Instant begun,
    @Nullable Instant go,
    @Nullable Instant deadline,
    @Nullable Instant lastSafeMoment,
    @Nullable Step step,
    List<StepRun> steps,
    List<OpenGate> gates,
    List<DecisionTaken> decisions,
    List<TableComparison> tables,
    List<LeverObserved> levers,
    @Nullable Outcome outcome,
    @Nullable String reason,
    @Nullable RunStatus rollback) {

  /** How the reason of a run begins that was rolled back on purpose. */
  public static final String DRILL = "drill after ";

  /** How a run ended, or PARKED while a rollback waits for a person. */
  public enum Outcome {
    COMPLETED,
    ROLLED_BACK,
    PARKED,
    FAILED,
    SUPERSEDED
  }

  /** How a step ended. */
  public enum StepOutcome {
    RUNNING,
    DONE,
    FAILED,
    INTERRUPTED
  }

  /**
   * One step of the procedure.
   *
   * @param planned null where the plan gives no time
   * @param detail what it found, for people to read
   */
  public record StepRun(
      Step step,
      @Nullable Duration planned,
      Instant from,
      @Nullable Instant to,
      StepOutcome outcome,
      String detail) {}

  /**
   * A gate that waits for a decision.
   *
   * @param facts what the decision rests on
   * @param until when silence counts as {@code silence}; null where it never does
   * @param standing can be answered at any time, and holds nothing up
   * @param exclusion whose approval does not count here, and why; null where there is nobody
   */
  public record OpenGate(
      String gate,
      String question,
      String facts,
      List<Answer> offered,
      String role,
      List<String> people,
      int required,
      List<String> agreed,
      String nonce,
      Instant opened,
      @Nullable Instant until,
      @Nullable Answer silence,
      boolean standing,
      @Nullable String exclusion) {}

  /**
   * @param person null where silence decided
   */
  public record DecisionTaken(
      String gate,
      @Nullable String person,
      @Nullable Answer answer,
      boolean accepted,
      String reason,
      Instant at) {}

  /** What a lever was seen to be before or after the run. */
  public record LeverObserved(String lever, String position, Instant at) {}
}
