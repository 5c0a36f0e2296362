package dev.cutover.sandbox.memory;

import dev.cutover.activity.Database;
import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Person;
import dev.cutover.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes every signature for good but one, so that a test decides by person and role alone. */
public final class MemoryDecision implements DecisionActivities, LedgerActivities {

  /** What stands for a signature that is none. */
  public static final String FORGED = "Zm9yZ2Vk";

  private final Faults faults;
  private final Plan plan;
  private final List<String> ledger = new CopyOnWriteArrayList<>();
  private final Set<String> recorded = new HashSet<>();
  private volatile @Nullable DecisionActivities judge;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

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

  /** What was recorded, first first. */
  public List<String> ledger() {
    return List.copyOf(ledger);
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
    boolean entitled = person != null && person.roles().contains(question.role());
    return new Verdict(
        entitled,
        statement.person(),
        statement.decision(),
        entitled ? statement.reason() : "does not have the role " + question.role());
  }

  @Override
  public void append(Database legacy, String id, String attempt, String entry) {
    faults.called("LedgerAppend");
    faults.act(new Mishaps.Effect("LedgerAppend", id, null), () -> append(id, entry));
  }

  private synchronized void append(String id, String entry) {
    if (recorded.add(id)) {
      ledger.add(entry);
    }
  }
}
