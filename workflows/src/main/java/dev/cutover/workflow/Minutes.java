package dev.cutover.workflow;

import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.HandOver.OpenQuestion;
import dev.cutover.workflow.HandOver.Unverified;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of gates and answers: in the ledger for ever, and in the run for whoever
 * looks at it. However many send however much, both stay small.
 */
final class Minutes {

  static final String UNKNOWN = "unknown";
  private static final int MOST_DECISIONS_KEPT = 500;

  private final LedgerEntries ledger;
  private final Unread unread = new Unread();
  private final List<DecisionTaken> taken = new ArrayList<>();

  Minutes(LedgerEntries ledger) {
    this.ledger = ledger;
  }

  void restore(List<DecisionTaken> earlier) {
    taken.addAll(earlier);
  }

  /** Goes on with what was under way when the run was handed over. */
  void goOn(HandOver.Desk from) {
    unread.goOn(from.unread());
    ledger.goOn(from.entries(), from.unwritten());
  }

  void opened(Gate gate) {
    Question question = gate.question;
    ledger.add(
        Kind.GATE,
        question.gate(),
        "nonce",
        gate.nonce,
        "question",
        question.text(),
        "facts",
        question.allFacts(),
        "role",
        question.role(),
        "required",
        String.valueOf(question.required()),
        "until",
        gate.until() == null ? null : String.valueOf(gate.until()),
        "silence",
        question.silence() == null ? null : question.silence().name());
  }

  Receipt refuseUnread(String kind, String gate, String why) {
    DecisionTaken refused = Gate.refused(gate, null, why);
    return unread.count(kind) ? keep(refused, null, null) : receipt(refused);
  }

  /**
   * @param text as it was signed; kept of what counts, so that it can be verified for ever
   */
  Receipt keep(DecisionTaken decision, @Nullable String nonce, @Nullable String text) {
    if (!decision.accepted() && ledger.isFull()) {
      unread.count(Unread.TOO_MANY);
      return receipt(decision);
    }
    if (decision.accepted() || taken.size() < MOST_DECISIONS_KEPT) {
      taken.add(decision);
    }
    boolean silence = decision.accepted() && decision.person() == null;
    ledger.add(
        Kind.DECISION,
        decision.gate(),
        "outcome",
        silence ? "silence" : decision.accepted() ? "accepted" : "refused",
        "person",
        decision.person(),
        "answer",
        decision.answer() == null ? null : decision.answer().name(),
        "reason",
        decision.reason(),
        "nonce",
        nonce,
        "came",
        decision.at().toString(),
        LedgerEntry.SIGNED,
        decision.accepted() ? text : null);
    return receipt(decision);
  }

  private static Receipt receipt(DecisionTaken decision) {
    return new Receipt(
        decision.gate(),
        decision.accepted(),
        decision.person(),
        decision.answer(),
        decision.reason());
  }

  /** Gives ledger entries under way a moment: a workflow that ends takes them along. */
  void settle(Duration atMost) {
    String counted = unread.inWords();
    if (counted != null) {
      ledger.add(Kind.DECISION, UNKNOWN, "outcome", "refused", "reason", counted);
    }
    ledger.settle(atMost);
  }

  /** For the next history of the run. */
  HandOver.Desk carried(
      List<OpenQuestion> open, Map<String, Answer> decided, List<Unverified> unverified) {
    return new HandOver.Desk(
        open,
        List.copyOf(taken),
        decided,
        ledger.given(),
        ledger.unwritten(),
        unread.counts(),
        unverified);
  }

  /** What was decided or refused, and how much more was sent. */
  List<DecisionTaken> decisions() {
    return Stream.concat(taken.stream(), unread.inShort().stream()).toList();
  }
}
