package dev.cutover.audit;

import dev.cutover.audit.RunResult.Accepted;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.Manifest;
import dev.cutover.workflow.RunStatus.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Whether a run's plan, its result and the ledger tell the same. */
final class RunChecks {

  private final Manifest manifest;
  private final Map<String, Timeline> timelines;
  private final Findings findings;

  /**
   * @param timelines by attempt
   */
  RunChecks(Manifest manifest, Map<String, Timeline> timelines, Findings findings) {
    this.manifest = manifest;
    this.timelines = timelines;
    this.findings = findings;
  }

  /**
   * @param digest of the plan's file, whose text is what a plan's hash is of
   */
  void plan(Optional<String> digest) {
    if (digest.isPresent() && !digest.get().equals(manifest.plan())) {
      findings.add(Bundle.PLAN, "is not the plan of the run, whose hash is " + manifest.plan());
    }
  }

  /**
   * @param results the run and its rollback; none where there is no result
   */
  void runs(List<RunResult> results) {
    if (results.isEmpty()) {
      findings.note(
          Bundle.RESULT,
          "is not there: the ledger alone tells how the run ended, and nothing says whether it has"
              + " every decision");
      begun(manifest.attempt(), true);
      return;
    }
    RunResult own = results.get(0);
    if (!own.attempt().equals(manifest.attempt())) {
      findings.add(
          Bundle.RESULT, "is of attempt " + own.attempt() + ", not of " + manifest.attempt());
    }
    if (results.size() == 1
        && Outcome.ROLLED_BACK.name().equals(own.outcome())
        && isA("Cutover", own.attempt())) {
      findings.add(
          Bundle.RESULT, "attempt " + own.attempt() + " was rolled back: its rollback is missing");
    }
    results.forEach(this::run);
  }

  private Timeline timeline(String attempt) {
    return timelines.getOrDefault(attempt, new Timeline());
  }

  private boolean isA(String workflow, String attempt) {
    return timeline(attempt).of(Kind.RUN).anyMatch(line -> line.fact("workflow").equals(workflow));
  }

  private void run(RunResult result) {
    if (!result.planHash().equals(manifest.plan())
        || !subject(result.system(), result.environment())
            .equals(subject(manifest.system(), manifest.environment()))) {
      findings.add(
          Bundle.RESULT, "attempt " + result.attempt() + " is of another system, or another plan");
    }
    begun(result.attempt(), result.hasEnded());
    Optional<String> recorded = timeline(result.attempt()).outcome();
    outcome(result, recorded);
    decisions(result, result.hasEnded() || recorded.isPresent());
  }

  private void begun(String attempt, boolean certainly) {
    List<RunLine> begins = timeline(attempt).of(Kind.RUN).toList();
    if (begins.isEmpty() && certainly) {
      findings.add(Bundle.LEDGER, "has no RUN of attempt " + attempt);
    }
    for (RunLine line : begins) {
      if (!line.subject().equals(subject(manifest.system(), manifest.environment()))) {
        findings.add(Bundle.LEDGER, line.where() + ": the run is of " + line.subject());
      }
      if (!line.fact("plan").equals(manifest.plan())) {
        findings.add(
            Bundle.LEDGER, line.where() + ": the run's plan has the hash " + line.fact("plan"));
      }
    }
  }

  private void outcome(RunResult result, Optional<String> recorded) {
    String attempt = "attempt " + result.attempt();
    if (result.isParked() && isA("Cutover", result.attempt())) {
      findings.add(Bundle.RESULT, attempt + " is PARKED, as a rollback alone can be");
    }
    if (!result.hasEnded() && recorded.isEmpty()) {
      findings.note(Bundle.RESULT, attempt + " was going on");
    } else if (!result.hasEnded()) {
      findings.add(
          Bundle.RESULT, attempt + " was going on; the ledger has it end as " + recorded.get());
    } else if (!result.isOutcomeKnown()) {
      findings.add(Bundle.RESULT, attempt + " ends as " + result.outcome() + ", as no run does");
    } else if (recorded.isEmpty()) {
      findings.add(Bundle.LEDGER, "has no OUTCOME of " + attempt);
    } else if (!recorded.get().equals(result.outcome())) {
      findings.add(
          Bundle.LEDGER,
          attempt + " ends as " + recorded.get() + ", in its result as " + result.outcome());
    }
  }

  /**
   * @param over the ledger is written beside a run: of one that goes on it may be behind
   */
  private void decisions(RunResult result, boolean over) {
    BiConsumer<String, String> tell = over ? findings::add : findings::note;
    List<Accepted> recorded = new ArrayList<>();
    timeline(result.attempt())
        .of(Kind.DECISION)
        .flatMap(line -> Accepted.of(line).stream())
        .forEach(recorded::add);
    for (Accepted taken : result.accepted()) {
      if (!recorded.remove(taken)) {
        tell.accept(Bundle.LEDGER, taken.inWords() + " is in the result, and not here");
      }
    }
    for (Accepted left : recorded) {
      tell.accept(Bundle.RESULT, left.inWords() + " is in the ledger, and not here");
    }
  }

  private static String subject(String system, String environment) {
    return system + " " + environment;
  }
}
