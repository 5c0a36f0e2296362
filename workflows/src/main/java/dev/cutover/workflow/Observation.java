package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.evidence.RosterCopy;
import dev.cutover.plan.Plan;
import dev.cutover.workflow.RunStatus.LeverObserved;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What only workers can see, looked at without changing anything. */
@WorkflowInterface
public interface Observation {

  @WorkflowMethod(name = "Observation")
  Observed run(Request request);

  /**
   * Which plan's environment to look at, and for what.
   *
   * @param page for {@code DISCREPANCIES}: which of them
   * @param behind for {@code LEDGER}: the number of the last line that is known
   * @param signers for {@code EVIDENCE}: whose keys are wanted though they have no role; null: none
   */
  record Request(
      Plan plan,
      String environment,
      Question question,
      @Nullable Page page,
      long behind,
      @Nullable List<String> signers) {

    public Request(Plan plan, String environment, Question question) {
      this(plan, environment, question, null, 0, null);
    }

    public Request(Plan plan, String environment, Question question, Page page) {
      this(plan, environment, question, page, 0, null);
    }
  }

  /**
   * Some of the discrepancies that a comparison has stored.
   *
   * @param attempt of the comparison
   * @param behindKey the last key of the page before; empty for the first
   */
  record Page(String attempt, String table, String behindKey) {}

  /** What can be looked at. */
  enum Question {
    /** Whether everything on legacy has a place on the target. */
    SCHEMA,
    /** What would make a place for what has none. */
    SCHEMA_PROPOSAL,
    /** What a comparison has found. */
    DISCREPANCIES,
    /** Where each lever stands. */
    LEVERS,
    /** What was recorded. */
    LEDGER,
    /** Who may decide, and what the workers run on. */
    EVIDENCE
  }

  /**
   * The answer; what was not asked for is empty.
   *
   * @param findings of the schema check, waived ones too
   * @param statements proposed, not executed
   * @param discrepancies a page of them, in the order of their keys, with the values that the plan
   *     lets be shown; empty behind the last
   * @param levers one that can't be reached says so
   * @param legacy legacy's fence, null where it can't be reached
   * @param lines a page of the ledger; empty behind the last
   * @param roster as it counts now; null where it was not asked for
   * @param versions by their names
   */
  record Observed(
      List<Finding> findings,
      List<String> statements,
      List<Discrepancy> discrepancies,
      List<LeverObserved> levers,
      @Nullable FenceRow legacy,
      List<LedgerLine> lines,
      @Nullable RosterCopy roster,
      Map<String, String> versions) {

    static Observed schema(List<Finding> findings, List<String> statements) {
      return of(findings, statements, List.of(), List.of(), null);
    }

    static Observed discrepancies(List<Discrepancy> page) {
      return of(List.of(), List.of(), page, List.of(), null);
    }

    static Observed levers(List<LeverObserved> levers, @Nullable FenceRow legacy) {
      return of(List.of(), List.of(), List.of(), levers, legacy);
    }

    private static Observed of(
        List<Finding> findings,
        List<String> statements,
        List<Discrepancy> discrepancies,
        List<LeverObserved> levers,
        @Nullable FenceRow legacy) {
      return new Observed(
          findings,
          statements,
          discrepancies,
          levers,
          legacy,
          List.of(),
          null,
          Collections.emptyMap());
    }

    static Observed ledger(List<LedgerLine> page) {
      return new Observed(
          List.of(), List.of(), List.of(), List.of(), null, page, null, Collections.emptyMap());
    }

    static Observed evidence(RosterCopy roster, Map<String, String> versions) {
      return new Observed(
          List.of(), List.of(), List.of(), List.of(), null, List.of(), roster, versions);
    }
  }
}
