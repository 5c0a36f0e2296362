package dev.cutover.sandbox.memory;

import dev.cutover.activity.EvidenceActivities;
import dev.cutover.evidence.RosterCopy;
import dev.cutover.plan.Person;
import dev.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plan's people in their roles; nobody has a key here. */
final class MemoryEvidence implements EvidenceActivities {

  private final Plan plan;

  MemoryEvidence(Plan plan) {
    this.plan = plan;
  }

  @Override
  public RosterCopy roster(List<String> signers) {
    Map<String, List<String>> having = new TreeMap<>();
    for (Map.Entry<String, Person> person : plan.people().entrySet()) {
      for (String role : person.getValue().roles()) {
        having.computeIfAbsent(role, none -> new ArrayList<>()).add(person.getKey());
      }
    }
    return new RosterCopy("", null, new RosterCopy.Roles(having, List.of(), "UTC"));
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("cutover", "in memory");
  }
}
