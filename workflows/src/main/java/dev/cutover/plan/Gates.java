package dev.cutover.plan;

/**
 * The points that wait for a human decision.
 *
 * @param discrepancy the hold after a discrepancy
 */
public record Gates(GateRule go, GateRule switchOver, GateRule complete, GateRule discrepancy) {}
