package dev.cutover.workflow;

import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.decision.SignedText;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Side;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens gates, takes signed answers, and says what was decided. */
final class DecisionDesk {

  /** An answer that came in time is not late because its signature was still being checked. */
  private static final Duration VERIFICATION = Duration.ofSeconds(60);

  private static final int MOST_DECISIONS_KEPT = 500;

  private final BoundPlan bound;
  private final String attempt;
  private final String planHash;
  private final Sites sites;
  private final Notices notices;
  private final Map<String, Gate> open = new LinkedHashMap<>();
  private final List<DecisionTaken> taken = new ArrayList<>();
  private final Map<String, Answer> decided = new LinkedHashMap<>();
  private final List<Promise<Void>> ledger = new ArrayList<>();

  DecisionDesk(BoundPlan bound, String attempt, String planHash, Sites sites, Notices notices) {
    this.bound = bound;
    this.attempt = attempt;
    this.planHash = planHash;
    this.sites = sites;
    this.notices = notices;
  }

  /**
   * Opens a gate and waits for its answer; null where the question has become idle before.
   *
   * @param idle whether what it asks about has been settled otherwise
   */
  @Nullable DecisionTaken askUnless(Supplier<Boolean> idle, Question question) {
    Gate gate = openFor(question);
    try {
      Workflow.await(() -> gate.decision != null || idle.get());
      return gate.decision;
    } finally {
      open.remove(gate.nonce);
    }
  }

  /** Judges a statement that was signed before anybody could ask for it. */
  Receipt order(Question question, String nonce, String signedText) {
    Gate gate = new Gate(question, nonce, StepLog.now(), decision -> {}, true);
    open.put(nonce, gate);
    try {
      return receive(signedText);
    } finally {
      open.remove(nonce);
    }
  }

  private Gate openFor(Question question) {
    Gate gate = open(question, decision -> {}, false);
    notices.tell(
        Event.GATE_OPENED,
        List.of(question.role()),
        question.text() + " (gate " + question.gate() + ")",
        question.facts());
    return gate;
  }

  /** Opens a gate and waits for its answer, or for its silence to count as one. */
  DecisionTaken ask(Question question) {
    Gate gate = openFor(question);
    try {
      Duration within = question.within();
      if (within == null) {
        Workflow.await(() -> gate.decision != null);
      } else {
        awaitAnswerOrSilence(gate, within);
      }
      DecisionTaken decision = gate.decision;
      if (decision == null) {
        decision =
            new DecisionTaken(
                question.gate(), null, question.silence(), true, "silence", StepLog.now());
        keep(decision);
      }
      decided.put(question.gate(), decision.answer());
      return decision;
    } finally {
      open.remove(gate.nonce);
    }
  }

  /** A gate that stays open beside the procedure and acts when it is answered. */
  void standing(Question question, Consumer<DecisionTaken> then) {
    open(question, then, true);
  }

  private Gate open(Question question, Consumer<DecisionTaken> then, boolean standing) {
    String nonce = Workflow.randomUUID().toString();
    Gate gate = new Gate(question, nonce, StepLog.now(), then, standing);
    open.put(gate.nonce, gate);
    return gate;
  }

  private static void awaitAnswerOrSilence(Gate gate, Duration within) {
    List<Promise<Void>> timer = new ArrayList<>();
    CancellationScope clock =
        Workflow.newCancellationScope(
            () ->
                timer.add(
                    Workflow.newTimer(
                        within,
                        TimerOptions.newBuilder()
                            .setSummary(
                                gate.question.gate() + ": silence → " + gate.question.silence())
                            .build())));
    clock.run();
    Workflow.await(() -> gate.decision != null || timer.get(0).isCompleted());
    clock.cancel();
    Workflow.await(VERIFICATION, () -> gate.verifying == 0);
  }

  /** Refuses what cannot be an answer before it reaches the history. */
  void validate(String signedText) {
    String nonce = SignedText.parse(signedText).statement().nonce();
    if (!open.containsKey(nonce)) {
      throw new IllegalArgumentException(
          "no gate with this nonce is open: ask for the open gates and sign anew");
    }
  }

  Receipt receive(String signedText) {
    Gate gate;
    try {
      gate = open.get(SignedText.nonceOf(signedText));
    } catch (IllegalArgumentException e) {
      return keep(Gate.refused("unknown", null, "not a signed decision: " + e.getMessage()));
    }
    if (gate == null) {
      return keep(Gate.refused("unknown", null, "no open gate has this nonce"));
    }
    Instant admitted = StepLog.now();
    gate.verifying++;
    try {
      Verdict verdict =
          sites
              .decision("verify a decision at gate " + gate.question.gate())
              .verify(asSigned(gate), signedText);
      DecisionTaken decision = gate.judge(verdict, admitted, !open.containsKey(gate.nonce));
      Receipt receipt = keep(decision);
      if (decision.equals(gate.decision)) {
        decided.put(gate.question.gate(), decision.answer());
        gate.then.accept(decision);
      }
      return receipt;
    } catch (ActivityFailure e) {
      return keep(Gate.refused(gate.question.gate(), null, "it could not be verified: try again"));
    } finally {
      gate.verifying--;
    }
  }

  private DecisionActivities.Question asSigned(Gate gate) {
    return new DecisionActivities.Question(
        bound.system(),
        bound.name(),
        attempt,
        gate.question.gate(),
        gate.nonce,
        planHash,
        gate.question.role());
  }

  private Receipt keep(DecisionTaken decision) {
    if (taken.size() < MOST_DECISIONS_KEPT) {
      taken.add(decision);
    }
    String entry =
        String.join(
            " ",
            decision.at().toString(),
            decision.gate(),
            decision.accepted() ? "accepted" : "refused",
            String.valueOf(decision.person()),
            String.valueOf(decision.answer()),
            decision.reason());
    Workflow.newDetachedCancellationScope(() -> ledger.add(recording(decision.gate(), entry)))
        .run();
    return new Receipt(
        decision.gate(),
        decision.accepted(),
        decision.person(),
        decision.answer(),
        decision.reason());
  }

  /** Never holds up a decision: a rollback must begin although legacy is out of reach. */
  private Promise<Void> recording(String gate, String entry) {
    return Async.procedure(
            sites.ledger("ledger: " + gate)::append,
            bound.database(Side.LEGACY),
            attempt + "-" + ledger.size(),
            attempt,
            entry)
        .exceptionally(failure -> null);
  }

  /** Gives ledger entries under way a moment: a workflow that ends takes them along. */
  void settle() {
    Workflow.await(VERIFICATION, () -> ledger.stream().allMatch(Promise::isCompleted));
  }

  /** Whether an answer to this gate has come whose signature is still being checked. */
  boolean isVerifying(String gate) {
    return open.values().stream()
        .anyMatch(candidate -> candidate.question.gate().equals(gate) && candidate.verifying > 0);
  }

  /** Whether enough people have approved at this gate, all of them in time. */
  boolean hasApproved(String gate) {
    return decided.get(gate) == Answer.APPROVE;
  }

  /** Nothing is asked any more: what comes now is refused. */
  void close() {
    open.clear();
  }

  List<OpenGate> gates() {
    return open.values().stream().map(gate -> gate.shown(bound)).toList();
  }

  List<DecisionTaken> decisions() {
    return List.copyOf(taken);
  }
}
