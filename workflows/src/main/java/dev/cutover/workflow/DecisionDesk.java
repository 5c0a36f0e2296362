package dev.cutover.workflow;

import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.decision.SignedText;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.Sha256;
import dev.cutover.workflow.HandOver.Unverified;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens gates, takes signed answers, and says what was decided. */
final class DecisionDesk {

  /**
   * An answer that came in time is not late because its signature was still being checked, and a no
   * that was sent before a yes is not behind it.
   */
  private static final Duration VERIFICATION = Duration.ofSeconds(60);

  /** So long a gate may take over what came in time: to wait for it, and to verify it again. */
  static final Duration JUDGEMENT = VERIFICATION.multipliedBy(2);

  /** Nobody's answer is lost by this: an Update waits its turn, and is told. */
  private static final int MOST_SIGNALS_AT_ONCE = 16;

  private static final int MOST_CARRIED_UNVERIFIED = 50;

  private final BoundPlan bound;
  private final String attempt;
  private final String planHash;
  private final Requester requester;
  private final Sites sites;
  private final Notices notices;
  private final History history;
  private final Minutes minutes;
  private final Reminders reminders;
  private final Map<String, Gate> open = new LinkedHashMap<>();
  private final Map<String, Answer> decided = new LinkedHashMap<>();
  private final List<Unverified> unverified = new ArrayList<>();
  private @Nullable Consumer<DecisionTaken> atAnyTime;
  private boolean paused;

  DecisionDesk(
      BoundPlan bound,
      String attempt,
      String planHash,
      Requester requester,
      Sites sites,
      Notices notices,
      History history,
      LedgerEntries ledger) {
    this.bound = bound;
    this.attempt = attempt;
    this.planHash = planHash;
    this.requester = requester;
    this.sites = sites;
    this.notices = notices;
    this.history = history;
    this.minutes = new Minutes(ledger);
    this.reminders = new Reminders(bound, notices);
  }

  /** Opens the gates anew that were open when the run was handed over. */
  void restore(HandOver.Desk from) {
    from.open().forEach(gate -> open.put(gate.nonce(), new Gate(gate)));
    minutes.restore(from.taken());
    decided.putAll(from.decided());
    unverified.addAll(from.unverified());
  }

  /** Goes on with what was under way when the run was handed over. */
  void goOn(HandOver.Desk from) {
    minutes.goOn(from);
    List<Unverified> waiting = List.copyOf(unverified);
    unverified.clear();
    waiting.forEach(this::goOn);
  }

  private void goOn(Unverified text) {
    String digest = Sha256.of(text.signedText());
    Gate gate = open.get(SignedText.nonceOf(text.signedText()));
    if (gate != null && gate.isNew(digest)) {
      gate.begin(true);
      Async.procedure(() -> verified(gate, digest, text, true));
    }
  }

  /**
   * The question that was open when the run was handed over, and has to be asked before all else.
   */
  Optional<Question> question() {
    return carriedGate().map(gate -> gate.question);
  }

  private Optional<Gate> carriedGate() {
    return open.values().stream().filter(gate -> !gate.standing).findFirst();
  }

  /**
   * Opens a gate and waits for its answer; null where the question has become idle before, or has
   * to be asked anew.
   *
   * @param idle whether what it asks about has been settled otherwise
   */
  @Nullable DecisionTaken askUnless(Supplier<Boolean> idle, Question question) {
    Gate gate = opened(question);
    try {
      reminding(gate, () -> Workflow.await(() -> gate.decision != null || idle.get()));
      boolean holds = holds(gate, idle);
      return idle.get() || !holds ? null : gate.decision;
    } finally {
      open.remove(gate.nonce);
    }
  }

  private void reminding(Gate gate, Runnable wait) {
    CancellationScope reminding = reminders.begin(gate);
    try {
      wait.run();
    } finally {
      reminding.cancel();
    }
  }

  /**
   * Whether what was decided takes effect now. What else came in time is waited for; where that
   * took a moment, those who agreed are verified again: if one of them has lost key or role since,
   * the gate closes without effect, and people are asked anew.
   */
  private boolean holds(Gate gate, Supplier<Boolean> idle) {
    if (idle.get() || (gate.isSettled() && !gate.hasWaited)) {
      return true;
    }
    Workflow.await(VERIFICATION, () -> gate.isSettled() || idle.get());
    for (Map.Entry<String, Unverified> one : gate.agreed().entrySet()) {
      if (!stillCounts(gate, one.getKey(), one.getValue())) {
        return gate.isRejected();
      }
    }
    return true;
  }

  private boolean stillCounts(Gate gate, String person, Unverified text) {
    String why;
    try {
      Verdict again = verify(gate, text);
      if (again.valid()) {
        return true;
      }
      why = String.valueOf(again.reason());
    } catch (ActivityFailure e) {
      if (Failures.isCancellation(e)) {
        throw e;
      }
      why = "it could not be verified again";
    }
    keepTakenBack(gate, person, why);
    return false;
  }

  private void keepTakenBack(Gate gate, String person, String why) {
    String reason = LedgerEntry.COUNTS_NO_MORE + why;
    minutes.keep(Gate.refused(gate.question.gate(), person, reason), gate.nonce, null);
  }

  /** Judges a statement that was signed before anybody could ask for it. */
  Receipt order(Question question, String nonce, String signedText, Instant came) {
    Gate gate = new Gate(question, nonce, StepLog.now(), false);
    open.put(nonce, gate);
    minutes.opened(gate);
    try {
      return receive(signedText, Integer.MAX_VALUE, came);
    } finally {
      open.remove(nonce);
    }
  }

  /** Judges the statement that a run was started with: anybody of the roster may ask for one. */
  Receipt request(String signedText, Instant came) {
    DecisionActivities.Question question = asSigned(CutoverRequest.GATE, attempt, null, came);
    try {
      Verdict verdict =
          sites.decision("verify the request for this run").verify(question, signedText);
      return minutes.keep(Requester.judge(verdict, came), attempt, signedText);
    } catch (ActivityFailure e) {
      if (Failures.isCancellation(e)) {
        throw e;
      }
      String why = "it could not be verified: " + Failures.inWords(e);
      return minutes.keep(Gate.refused(CutoverRequest.GATE, null, why), attempt, null);
    }
  }

  /** Opens a gate and waits for its answer, or for its silence to count as one. */
  DecisionTaken ask(Question question) {
    return answered(carriedGate().orElseGet(() -> opened(question)));
  }

  private DecisionTaken answered(Gate gate) {
    Question asked = gate.question;
    reminding(gate, () -> awaitAnswer(gate, asked.within()));
    if (!holds(gate, () -> false)) {
      open.remove(gate.nonce);
      return answered(opened(gate.anew(StepLog.now())));
    }
    DecisionTaken decision = gate.decision;
    if (decision == null) {
      decision =
          new DecisionTaken(asked.gate(), null, asked.silence(), true, "silence", StepLog.now());
      minutes.keep(decision, gate.nonce, null);
    }
    open.remove(gate.nonce);
    decided.put(asked.gate(), decision.answer());
    return decision;
  }

  private Gate opened(Question question) {
    Gate gate = open(question, false);
    notices.tell(
        Event.GATE_OPENED,
        List.of(question.role()),
        question.text() + " (gate " + question.gate() + ")",
        question.allFacts());
    return gate;
  }

  private void awaitAnswer(Gate gate, @Nullable Duration within) {
    if (within == null) {
      Workflow.await(() -> gate.decision != null || history.isLong());
      handOverUnless(gate.decision != null);
    } else {
      awaitAnswerOrSilence(gate, within);
    }
  }

  private static void handOverUnless(boolean answered) {
    if (!answered) {
      throw new HandOverDue();
    }
  }

  /** A gate that stays open beside the procedure and acts when it is answered. */
  void standing(Question question, Consumer<DecisionTaken> then) {
    atAnyTime = then;
    if (open.values().stream().noneMatch(gate -> gate.standing)) {
      open(question, true);
    }
  }

  private Gate open(Question question, boolean standing) {
    Gate gate = new Gate(question, Workflow.randomUUID().toString(), StepLog.now(), standing);
    open.put(gate.nonce, gate);
    minutes.opened(gate);
    return gate;
  }

  private void awaitAnswerOrSilence(Gate gate, Duration within) {
    Duration left = Duration.between(StepLog.now(), gate.opened.plus(within));
    List<Promise<Void>> timer = new ArrayList<>();
    CancellationScope clock =
        Workflow.newCancellationScope(
            () ->
                timer.add(
                    Workflow.newTimer(
                        left.isNegative() ? Duration.ZERO : left,
                        TimerOptions.newBuilder()
                            .setSummary(
                                gate.question.gate() + ": silence → " + gate.question.silence())
                            .build())));
    clock.run();
    Promise<Void> silence = timer.get(0);
    Workflow.await(() -> gate.decision != null || silence.isCompleted() || history.isLong());
    handOverUnless(gate.decision != null || silence.isCompleted());
    clock.cancel();
  }

  /** Refuses what cannot be an answer before it reaches the history. */
  void validate(@Nullable String signedText) {
    if (signedText == null) {
      throw new IllegalArgumentException("no text");
    }
    String nonce = SignedText.parse(signedText).statement().nonce();
    if (!open.containsKey(nonce)) {
      throw new IllegalArgumentException(
          "no gate with this nonce is open: ask for the open gates and sign anew");
    }
  }

  Receipt receive(String signedText) {
    return receive(signedText, Integer.MAX_VALUE, StepLog.now());
  }

  /**
   * Anybody may send signals, and as many as they like: nothing answers them, nothing limits them.
   */
  void receiveSignal(@Nullable String signedText) {
    if (signedText == null) {
      minutes.refuseUnread(Unread.MALFORMED, Minutes.UNKNOWN, "not a signed decision: no text");
    } else if (paused && unverified.size() < MOST_CARRIED_UNVERIFIED && isAsked(signedText)) {
      unverified.add(new Unverified(signedText, StepLog.now()));
    } else {
      receive(signedText, MOST_SIGNALS_AT_ONCE, StepLog.now());
    }
  }

  private boolean isAsked(String signedText) {
    try {
      return open.containsKey(SignedText.nonceOf(signedText));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Receipt receive(String signedText, int mostAtOnce, Instant came) {
    Gate gate;
    try {
      gate = open.get(SignedText.nonceOf(signedText));
    } catch (IllegalArgumentException e) {
      return minutes.refuseUnread(
          Unread.MALFORMED, Minutes.UNKNOWN, "not a signed decision: " + e.getMessage());
    }
    if (gate == null) {
      return minutes.refuseUnread(
          Unread.FOR_NO_GATE, Minutes.UNKNOWN, "no open gate has this nonce");
    }
    String name = gate.question.gate();
    if (gate.verifying >= mostAtOnce) {
      return minutes.refuseUnread(Unread.TOO_MANY, name, "too many at once: send it again");
    }
    String digest = Sha256.of(signedText);
    if (!gate.isNew(digest)) {
      return minutes.refuseUnread(Unread.SENT_BEFORE, name, "this very text was sent before");
    }
    boolean inTime = gate.decision == null;
    gate.begin(inTime);
    return verified(gate, digest, new Unverified(signedText, came), inTime);
  }

  /**
   * The gate counts it as under way already.
   *
   * @param inTime whether it came before the gate was decided
   */
  private Receipt verified(Gate gate, String digest, Unverified text, boolean inTime) {
    try {
      Verdict verdict = verify(gate, text);
      if (verdict.valid() && gate.canBeAgreedBy(verdict)) {
        verifyEarlierOnesAgain(gate);
      }
      DecisionTaken decision = gate.judge(verdict, text, !inTime || !open.containsKey(gate.nonce));
      Receipt receipt = minutes.keep(decision, gate.nonce, text.signedText());
      if (gate.standing && decision.equals(gate.decision)) {
        Objects.requireNonNull(atAnyTime).accept(decision);
      }
      return receipt;
    } catch (ActivityFailure e) {
      gate.forget(digest);
      String why = "it could not be verified: try again";
      return minutes.keep(Gate.refused(gate.question.gate(), null, why), gate.nonce, null);
    } finally {
      gate.end(inTime);
    }
  }

  private Verdict verify(Gate gate, Unverified text) {
    Question asked = gate.question;
    return requester.over(
        asked,
        sites
            .decision("verify a decision at gate " + asked.gate())
            .verify(
                asSigned(asked.gate(), gate.nonce, asked.role(), text.admitted()),
                text.signedText()));
  }

  /**
   * Just before the answers of several people may take effect together: who has lost key or role
   * since has not agreed.
   */
  private void verifyEarlierOnesAgain(Gate gate) {
    gate.texts()
        .forEach(
            (person, text) -> {
              Verdict again = verify(gate, text);
              if (!again.valid() && gate.withdraw(person, text)) {
                gate.forget(Sha256.of(text.signedText()));
                keepTakenBack(gate, person, String.valueOf(again.reason()));
              }
            });
  }

  private DecisionActivities.Question asSigned(
      String gate, String nonce, @Nullable String role, Instant came) {
    return new DecisionActivities.Question(
        bound.system(), bound.name(), attempt, gate, nonce, planHash, role, came);
  }

  /** Gives ledger entries under way a moment: a workflow that ends takes them along. */
  void settle() {
    minutes.settle(VERIFICATION);
  }

  /** Signals that come from now on are kept for the next run. */
  void pause() {
    paused = true;
  }

  /** Whether no signature is being checked. */
  boolean isQuiet() {
    return open.values().stream().allMatch(gate -> gate.verifying == 0);
  }

  /** Whether an answer to this gate has come that may count, but has had no effect yet. */
  boolean isVerifying(String gate) {
    return open.values().stream()
        .filter(candidate -> candidate.question.gate().equals(gate))
        .anyMatch(candidate -> candidate.verifying > 0 || candidate.decision != null);
  }

  /** Whether enough people have approved at this gate, all of them in time. */
  boolean hasApproved(String gate) {
    return decided.get(gate) == Answer.APPROVE;
  }

  /** Nothing is asked any more: what comes now is refused. */
  void close() {
    open.clear();
    paused = false;
    unverified.forEach(text -> receive(text.signedText()));
    unverified.clear();
  }

  HandOver.Desk carried() {
    return minutes.carried(
        open.values().stream().map(Gate::carried).toList(),
        new LinkedHashMap<>(decided),
        List.copyOf(unverified));
  }

  List<OpenGate> gates() {
    return open.values().stream()
        .map(gate -> gate.shown(bound, requester.exclusion(gate.question)))
        .toList();
  }

  List<DecisionTaken> decisions() {
    return minutes.decisions();
  }
}
