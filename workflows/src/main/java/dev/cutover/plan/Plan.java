package dev.cutover.plan;

import java.util.List;
import java.util.Map;

/** A migration as its owner wrote it down: the whole plan file. */
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
    List<OutOfScope> outOfScope) {}
