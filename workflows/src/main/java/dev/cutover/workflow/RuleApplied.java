package dev.cutover.workflow;

import java.time.Instant;

/**
 * One of the plan's rollback rules that applies.
 *
 * @param name as in the plan
 * @param since when what it looks for was found: its limits count from then
 */
public record RuleApplied(String name, Instant since) {}
