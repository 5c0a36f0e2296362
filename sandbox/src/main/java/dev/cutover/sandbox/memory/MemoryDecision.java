package dev.cutover.sandbox.memory;

import dev.cutover.activity.Database;
import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Person;
import dev.cutover.plan.Plan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every signature for good, so that a test decides by person and role alone. */
public final class MemoryDecision implements DecisionActivities, LedgerActivities {

  private final Faults faults;
  private final Plan plan;
  private final List<String> ledger = new CopyOnWriteArrayList<>();

  MemoryDecision(Faults faults, Plan plan) {
    this.faults = faults;
    this.plan = plan;
  }

  /** What was recorded, first first. */
  public List<String> ledger() {
    return List.copyOf(ledger);
  }

  @Override
  public Verdict verify(Question question, String signedText) {
    faults.called("DecisionVerify");
    Statement statement = SignedText.parse(signedText).statement();
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
    ledger.add(entry);
  }
}
