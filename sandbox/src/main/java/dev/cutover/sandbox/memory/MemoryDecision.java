package dev.cutover.sandbox.memory;

import dev.cutover.activity.Database;
import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.plan.Person;
import dev.cutover.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes every signature for good but one, so that a test decides by person and role alone. */
public final class MemoryDecision implements DecisionActivities, LedgerActivities {

  /** What stands for a signature that is none. */
  public static final String FORGED = "Zm9yZ2Vk";

  private static final int PAGE = 100;

  private final Faults faults;
  private final Plan plan;
  private final List<LedgerLine> ledger = new CopyOnWriteArrayList<>();
  private final Map<String, String> recorded = new HashMap<>();
  private volatile @Nullable DecisionActivities judge;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final Set<String> unwelcome = ConcurrentHashMap.newKeySet();

  MemoryDecision(Faults faults, Plan plan) {
    this.faults = faults;
    this.plan = plan;
  }

  /** Signatures are looked at after all, by whoever does. */
  public void verifyBy(DecisionActivities real) {
    judge = real;
  }

  /** A person's key counts no more. */
  public void revoke(String person) {
    revoked.add(person);
  }

  /** The ledger refuses every entry with this text in it. */
  public void refuse(String text) {
    unwelcome.add(text);
  }

  /** What was recorded, first first. */
  public List<String> ledger() {
    return ledger.stream().map(LedgerLine::entry).toList();
  }

  @Override
  public Verdict verify(Question question, String signedText) {
    faults.called("DecisionVerify");
    DecisionActivities real = judge;
    if (real != null) {
      return real.verify(question, signedText);
    }
    SignedText signed;
    try {
      signed = SignedText.parse(signedText);
    } catch (IllegalArgumentException e) {
      return new Verdict(false, null, null, e.getMessage());
    }
    if (signed.signature().equals(FORGED)) {
      return new Verdict(false, null, null, "the signature does not fit the statement");
    }
    Statement statement = signed.statement();
    if (revoked.contains(statement.person())) {
      return new Verdict(false, null, null, "the key of " + statement.person() + " was revoked");
    }
    Person person = plan.people().get(statement.person());
    String role = question.role();
    boolean entitled = person != null && (role == null || person.roles().contains(role));
    String refused = role == null ? "is nobody in the plan" : "does not have the role " + role;
    return new Verdict(
        entitled,
        statement.person(),
        statement.decision(),
        entitled ? statement.reason() : refused);
  }

  @Override
  public void append(Database legacy, List<Entry> entries) {
    faults.called("LedgerAppend");
    if (entries.stream().anyMatch(this::isRefused)) {
      throw FailureType.REFUSED.because("Incorrect string value: '…' for column 'entry'");
    }
    String first = entries.isEmpty() ? "" : entries.get(0).id();
    faults.act(new Mishaps.Effect("LedgerAppend", first, null), () -> append(entries));
  }

  private boolean isRefused(Entry entry) {
    return unwelcome.stream().anyMatch(entry.text()::contains);
  }

  private synchronized void append(List<Entry> entries) {
    for (Entry entry : entries) {
      String id = entry.id();
      while (recorded.containsKey(id) && !entry.text().equals(recorded.get(id))) {
        id += "+";
      }
      if (recorded.putIfAbsent(id, entry.text()) == null) {
        String previous =
            ledger.isEmpty() ? LedgerLine.GENESIS : ledger.get(ledger.size() - 1).hash();
        ledger.add(LedgerLine.after(ledger.size(), previous, id, entry.attempt(), entry.text()));
      }
    }
  }

  @Override
  public List<LedgerLine> read(Database legacy, long behind) {
    faults.called("LedgerRead");
    return ledger.stream().filter(line -> line.seq() > behind).limit(PAGE).toList();
  }
}
