package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The points that wait for a human decision.
 *
 * @param discrepancy the hold after a discrepancy
 */
public record Gates(
    GateRule go,
    @JsonProperty("switch") GateRule switchOver,
    GateRule complete,
    GateRule discrepancy) {}
