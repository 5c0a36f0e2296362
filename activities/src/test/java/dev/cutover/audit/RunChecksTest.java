package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceVerifier.Finding;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan, result and ledger tell of one and the same run. */
final class RunChecksTest {

  private static final Instant CAME = SampleRun.NIGHT.plusSeconds(60);

  @TempDir private Path directory;

  @Test
  void theLedgerHasEveryDecisionOfTheResultAndNoOther() throws IOException {
    SampleRun run = SampleRun.complete();
    run.taken.set(1, new DecisionTaken("switch", "tanaka", Answer.APPROVE, true, "", CAME));

    assertThat(Written.of(run, directory).found().lines())
        .containsExactly(
            "ledger.jsonl: the decision APPROVE at gate switch by tanaka at 2030-09-28T13:01:00Z"
                + " is in the result, and not here",
            "result.json: the decision APPROVE at gate go by tanaka at 2030-09-28T13:01:00Z"
                + " is in the ledger, and not here");
  }

  @Test
  void aRefusalIsInTheLedgerAlone() throws IOException {
    SampleRun run = begun();
    run.taken.add(new DecisionTaken("go", "sato", null, false, "has not the role", CAME));
    run.tell(Kind.DECISION, "unknown", Map.of("outcome", "refused", "reason", "malformed"));
    run.ends("FAILED");

    assertThat(Written.of(run, directory).found()).isEmpty();
  }

  @Test
  void whatEndedHasBegunAndEndedInTheLedgerToo() throws IOException {
    SampleRun run = new SampleRun();
    run.outcome = "COMPLETED";

    assertThat(Written.of(run, directory).found().lines())
        .containsExactly(
            "ledger.jsonl: has no RUN of attempt a1", "ledger.jsonl: has no OUTCOME of attempt a1");
  }

  @Test
  void aRunThatGoesOnMayBeAheadOfItsLedger() throws IOException {
    SampleRun run = new SampleRun();
    run.taken.add(new DecisionTaken("go", "tanaka", Answer.APPROVE, true, "", CAME));

    Verified verified = Written.of(run, directory).verified();
    assertThat(verified.findings()).isEmpty();
    assertThat(verified.notes())
        .extracting(Finding::line)
        .contains("result.json: attempt a1 was going on")
        .anyMatch(note -> note.endsWith("is in the result, and not here"));
  }

  @Test
  void aResultThatHidesTheRunsEndHidesNothingElse() throws IOException {
    SampleRun run = begun();
    run.ends("FAILED");
    run.outcome = null;
    run.taken.add(new DecisionTaken("go", "tanaka", Answer.APPROVE, true, "", CAME));

    assertThat(Written.of(run, directory).found().lines())
        .containsExactly(
            "result.json: attempt a1 was going on; the ledger has it end as FAILED",
            "ledger.jsonl: the decision APPROVE at gate go by tanaka at 2030-09-28T13:01:00Z"
                + " is in the result, and not here");
  }

  @Test
  void aRunEndsAsRunsDo() throws IOException {
    SampleRun run = begun();
    run.ends("FAILED");
    run.outcome = "WONDERFUL";
    assertThat(Written.of(run, directory).found())
        .isEqualTo("result.json: attempt a1 ends as WONDERFUL, as no run does");

    run.outcome = "";
    assertThat(Written.of(run, directory).found())
        .isEqualTo("result.json: attempt a1 ends as , as no run does");
  }

  @Test
  void aRollbackAloneIsParked() throws IOException {
    SampleRun run = begun();
    run.outcome = "PARKED";
    assertThat(Written.of(run, directory).found())
        .isEqualTo("result.json: attempt a1 is PARKED, as a rollback alone can be");

    SampleRun rollback = new SampleRun();
    rollback.begins("Rollback");
    rollback.outcome = "PARKED";
    assertThat(Written.of(rollback, directory).found()).isEmpty();

    rollback.tell(Kind.OUTCOME, "oms rehearsal", Map.of("outcome", "ROLLED_BACK"));
    assertThat(Written.of(rollback, directory).found())
        .isEqualTo("result.json: attempt a1 was going on; the ledger has it end as ROLLED_BACK");
  }

  @Test
  void whatWasRolledBackHasARollback() throws IOException {
    SampleRun run = begun();
    run.ledger.tell(
        SampleRun.ROLLBACK,
        Kind.RUN,
        "oms rehearsal",
        Map.of("workflow", "Rollback", "plan", run.planHash));
    Map<String, String> end = Map.of("outcome", "ROLLED_BACK");
    run.ledger.tell(SampleRun.ROLLBACK, Kind.OUTCOME, "oms rehearsal", end);
    run.ends("ROLLED_BACK");
    assertThat(Written.of(run, directory).found())
        .isEqualTo("result.json: attempt a1 was rolled back: its rollback is missing");

    run.rolledBack = true;
    assertThat(Written.of(run, directory).found()).isEmpty();
  }

  @Test
  void thePlanIsTheOneThatTheRunBeganWith() throws IOException {
    SampleRun run = new SampleRun();
    run.planHash = "another";
    run.begins("Cutover");
    run.ends("FAILED");
    Written written = Written.of(run, directory);
    assertThat(written.found())
        .isEqualTo("ledger.jsonl: line 1: the run's plan has the hash another");

    written.forge(Bundle.PLAN, written.read(Bundle.PLAN).replace("OMS v2.3", "OMS v2.4"));
    assertThat(written.found()).contains("plan.json: is not the plan of the run, whose hash is ");
  }

  @Test
  void theRunIsTheOneThatTheManifestNames() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);

    written.forge(manifest -> manifest.put("environment", "production"));

    assertThat(written.found())
        .contains("result.json: attempt a1 is of another system, or another plan")
        .contains("ledger.jsonl: line 2: the run is of oms rehearsal")
        .contains("it is for oms in rehearsal");
  }

  @Test
  void aRunThatTemporalHasNoMoreIsToldByItsLedger() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);
    Files.delete(written.path(Bundle.RESULT));
    Files.delete(written.path(Bundle.REPORT));
    written.forge(manifest -> manifest.withObject("/files").remove(Bundle.RESULT));
    written.forge(manifest -> manifest.withObject("/files").remove(Bundle.REPORT));

    Verified verified = written.verified();
    assertThat(verified.findings()).isEmpty();
    assertThat(verified.decisions()).isEqualTo(5);
    assertThat(verified.notes())
        .extracting(Finding::file)
        .containsExactly(Bundle.RESULT, Bundle.MANIFEST);
  }

  @Test
  void whatEveryBundleHasIsListed() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);
    Files.delete(written.path(Bundle.VERSIONS));
    written.forge(manifest -> manifest.withObject("/files").remove(Bundle.VERSIONS));

    assertThat(written.found())
        .isEqualTo("manifest.json: does not list versions.json, which every bundle has");
  }

  private static SampleRun begun() throws IOException {
    SampleRun run = new SampleRun();
    run.begins("Cutover");
    return run;
  }
}
