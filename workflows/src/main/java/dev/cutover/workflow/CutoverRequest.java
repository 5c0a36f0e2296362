package dev.cutover.workflow;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * Starts a cutover.
 *
 * @param attempt UUID of this run
 * @param drillAfter roll back on purpose after this step
 */
public record CutoverRequest(
    Plan plan, String planHash, String environment, String attempt, @Nullable Step drillAfter) {}
