package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration as its owner wrote it down: the whole plan file. Of a plan with something changed all
 * else is as it was.
 */
public record Plan(
    int version,
    SystemDescription system,
    Sides sides,
    Map<String, Person> people,
    List<Phase> phases,
    Limits limits,
    Map<String, Environment> environments,
    Data data,
    Batch batch,
    List<Client> clients,
    List<Effect> effects,
    Levers levers,
    Checks checks,
    Gates gates,
    List<RollbackRule> rollbackRules,
    EvidenceRules evidence,
    ParallelOperationRules parallelOperation,
    List<NotificationRule> notifications,
    @JsonInclude(Include.NON_NULL) @Nullable BusinessCalendar calendar,
    List<OutOfScope> outOfScope) {

  public Plan with(Limits changed) {
    return with(changed, environments, data, levers, gates, rollbackRules);
  }

  public Plan with(Data changed) {
    return with(limits, environments, changed, levers, gates, rollbackRules);
  }

  public Plan with(Levers changed) {
    return with(limits, environments, data, changed, gates, rollbackRules);
  }

  public Plan with(Gates changed) {
    return with(limits, environments, data, levers, changed, rollbackRules);
  }

  public Plan withEnvironments(Map<String, Environment> changed) {
    return with(limits, changed, data, levers, gates, rollbackRules);
  }

  public Plan withRollbackRules(List<RollbackRule> changed) {
    return with(limits, environments, data, levers, gates, changed);
  }

  private Plan with(
      Limits newLimits,
      Map<String, Environment> newEnvironments,
      Data newData,
      Levers newLevers,
      Gates newGates,
      List<RollbackRule> newRules) {
    return new Plan(
        version,
        system,
        sides,
        people,
        phases,
        newLimits,
        newEnvironments,
        newData,
        batch,
        clients,
        effects,
        newLevers,
        checks,
        newGates,
        newRules,
        evidence,
        parallelOperation,
        notifications,
        calendar,
        outOfScope);
  }
}
