package dev.cutover.audit;

import dev.cutover.decision.Statement;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.plan.Answer;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.roster.Signers;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run as it leaves its evidence behind, signed with real keys; it takes what a test adds. */
final class SampleRun {

  static final Instant NIGHT = Instant.parse("2030-09-28T13:00:00Z");
  static final Instant CLOSES = NIGHT.plusSeconds(8 * 3600);
  static final String ATTEMPT = "a1";
  static final String ROLLBACK = "r1";

  final Signers signers = new Signers();
  final SampleLedger ledger = new SampleLedger();
  final List<LedgerLine> lines = ledger.lines;
  final List<DecisionTaken> taken = new ArrayList<>();
  final Plan plan;
  String planHash;
  @Nullable String outcome;
  @Nullable String revoked;
  boolean rolledBack;

  SampleRun() throws IOException {
    plan = SampleBundle.plan();
    planHash = PlanHash.of(plan);
  }

  /** A cutover that somebody has asked for, before its first gate. */
  static SampleRun begun() throws IOException {
    SampleRun run = new SampleRun();
    run.begins("Cutover");
    run.asks("suzuki");
    return run;
  }

  /** A whole cutover that all approve who have to, a deputy among them, after an earlier run. */
  static SampleRun complete() throws IOException {
    SampleRun run = new SampleRun();
    run.ledger.add("a0", "2030-09-21T13:00:00Z go accepted, as ledgers were written once");
    run.begins("Cutover");
    run.asks("suzuki");
    run.gate("go", "n1");
    run.decides("go", "n1", "tanaka", NIGHT.plusSeconds(60));
    run.passes("gate-go");
    run.gate("switch", "n2");
    run.decides("switch", "n2", "ito", NIGHT.plusSeconds(3600));
    run.passes("gate-switch");
    run.gate("complete", "n3");
    run.decides("complete", "n3", "tanaka", NIGHT.plusSeconds(7200));
    run.decides("complete", "n3", "sato", NIGHT.plusSeconds(7260));
    run.passes("gate-complete");
    run.ends("COMPLETED");
    return run;
  }

  void begins(String workflow) {
    tell(Kind.RUN, "oms rehearsal", Map.of("workflow", workflow, "plan", planHash));
  }

  /** Somebody has signed that they ask for the run. */
  void asks(String person) {
    decides(CutoverRequest.GATE, ATTEMPT, person, NIGHT);
  }

  /** A gate as the plan has it; any other than the three as it has holds. */
  void gate(String gate, String nonce) {
    GateRule rule =
        Objects.requireNonNullElse(plan.gates().approval(gate), plan.gates().discrepancy());
    gate(gate, nonce, rule.role(), rule.required(), rule.silence());
  }

  /** A gate of whatever kind; without silence it never closes. */
  void gate(String gate, String nonce, String role, int required, @Nullable Answer silence) {
    ledger.opens(ATTEMPT, gate, nonce, role, required, silence);
  }

  void decides(String gate, String nonce, String person, Instant came) {
    decides(gate, nonce, person, Answer.APPROVE, came);
  }

  void decides(String gate, String nonce, String person, Answer answer, Instant came) {
    String signed = signers.sign(person, statement(gate, nonce, person, answer, came));
    decides(gate, nonce, person, answer, came, signed);
  }

  /** The run has taken a text for the person's answer. */
  void decides(
      String gate, String nonce, String person, Answer answer, Instant came, String signed) {
    taken.add(new DecisionTaken(gate, person, answer, true, "as planned", came));
    Map<String, String> facts = new HashMap<>(Map.of("outcome", "accepted", "person", person));
    facts.putAll(Map.of("answer", answer.name(), "nonce", nonce, "came", came.toString()));
    facts.put(LedgerEntry.SIGNED, signed);
    tell(Kind.DECISION, gate, facts);
  }

  Statement statement(String gate, String nonce, String person, Answer answer, Instant came) {
    return new Statement(
        "oms",
        "rehearsal",
        ATTEMPT,
        gate,
        nonce,
        planHash,
        "",
        answer,
        person,
        "as planned",
        came.minusSeconds(30),
        came.plusSeconds(1770));
  }

  void isSilent(String gate, String nonce, Answer answer, Instant came) {
    taken.add(new DecisionTaken(gate, null, answer, true, "silence", came));
    String at = came.toString();
    tell(
        Kind.DECISION,
        gate,
        Map.of("outcome", "silence", "answer", answer.name(), "nonce", nonce, "came", at));
  }

  void passes(String step) {
    tell(Kind.STEP, step, Map.of("outcome", "DONE"));
  }

  void ends(String how) {
    outcome = how;
    tell(Kind.OUTCOME, "oms rehearsal", Map.of("outcome", how));
  }

  void tell(Kind kind, String subject, Map<String, String> facts) {
    ledger.tell(ATTEMPT, kind, subject, facts);
  }

  Bundle bundle() {
    return SampleBundle.of(this);
  }
}
