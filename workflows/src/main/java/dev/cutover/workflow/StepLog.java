package dev.cutover.workflow;

import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Limits;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.StepOutcome;
import dev.cutover.workflow.RunStatus.StepRun;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of one run as they happen, also shown in Temporal's UI. */
final class StepLog {

  private static final SearchAttributeKey<String> SYSTEM =
      SearchAttributeKey.forKeyword("CutoverSystem");
  private static final SearchAttributeKey<String> ENVIRONMENT =
      SearchAttributeKey.forKeyword("CutoverEnvironment");
  static final SearchAttributeKey<String> STEP = SearchAttributeKey.forKeyword("CutoverStep");
  static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("CutoverOutcome");

  private final Limits limits;
  private final LedgerEntries ledger;
  private final List<StepRun> runs = new ArrayList<>();
  private @Nullable Step current;
  private String detail = "";

  StepLog(Limits limits, LedgerEntries ledger) {
    this.limits = limits;
    this.ledger = ledger;
  }

  /** Makes the run findable in Temporal's list. */
  static void announce(BoundPlan bound) {
    Workflow.upsertTypedSearchAttributes(
        SYSTEM.valueSet(bound.system()), ENVIRONMENT.valueSet(bound.name()));
  }

  /** Goes on after a hand-over. */
  void goOn(List<StepRun> from) {
    runs.addAll(from);
    if (!runs.isEmpty()) {
      StepRun last = runs.get(runs.size() - 1);
      current = last.step();
      detail = last.detail();
    }
  }

  /** A step that was begun before a hand-over goes on as the same line. */
  void begin(Step step) {
    if (step != current || !isRunning()) {
      current = step;
      detail = "";
      runs.add(
          new StepRun(
              step, limits.steps().get(step.key()), now(), null, StepOutcome.RUNNING, detail));
    }
    Workflow.upsertTypedSearchAttributes(STEP.valueSet(step.key()));
    show();
  }

  /** What the running step found, for people to read. */
  void note(String text) {
    if (isRunning()) {
      detail = detail.isEmpty() ? text : detail + "; " + text;
      replaceLast(null, StepOutcome.RUNNING);
      show();
    }
  }

  void end(StepOutcome outcome) {
    replaceLast(now(), outcome);
    record(runs.get(runs.size() - 1));
    show();
  }

  private void record(StepRun run) {
    ledger.add(
        Kind.STEP,
        run.step().key(),
        "from",
        run.from().toString(),
        "to",
        String.valueOf(run.to()),
        "planned",
        run.planned() == null ? null : run.planned().toString(),
        "outcome",
        run.outcome().name(),
        "found",
        run.detail());
  }

  void endIfRunning(StepOutcome outcome) {
    if (isRunning()) {
      end(outcome);
    }
  }

  private boolean isRunning() {
    return !runs.isEmpty() && runs.get(runs.size() - 1).to() == null;
  }

  /** Forgets what a step found that has to begin anew. */
  void forget() {
    if (isRunning()) {
      detail = "";
      replaceLast(null, StepOutcome.RUNNING);
    }
  }

  private void replaceLast(@Nullable Instant to, StepOutcome outcome) {
    StepRun last = runs.get(runs.size() - 1);
    runs.set(
        runs.size() - 1,
        new StepRun(last.step(), last.planned(), last.from(), to, outcome, detail));
  }

  /** What a step that has run found. */
  String detailOf(Step step) {
    return runs.stream()
        .filter(run -> run.step() == step)
        .map(StepRun::detail)
        .findFirst()
        .orElse("");
  }

  /** When the last step was begun. */
  Instant begun() {
    return runs.get(runs.size() - 1).from();
  }

  @Nullable Step current() {
    return current;
  }

  List<StepRun> runs() {
    return List.copyOf(runs);
  }

  private void show() {
    StringBuilder text = new StringBuilder();
    for (StepRun run : runs) {
      text.append("- ").append(run.outcome() == StepOutcome.DONE ? "✓ " : "▶ ");
      text.append(run.step().label());
      text.append(run.detail().isEmpty() ? "" : ": " + run.detail()).append('\n');
    }
    Workflow.setCurrentDetails(text.toString());
  }

  /** When the run was started; a reset leaves that as it was, and begins anew behind it. */
  static Instant started() {
    return Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
