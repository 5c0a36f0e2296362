package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The points that wait for a human decision.
 *
 * @param discrepancy the hold after a discrepancy
 */
public record Gates(
    GateRule go,
    @JsonProperty("switch") GateRule switchOver,
    GateRule complete,
    GateRule discrepancy) {

  /** The rule of a gate that the procedure passes when it is approved; null for any other. */
  public @Nullable GateRule approval(String gate) {
    return switch (gate) {
      case "go" -> go;
      case "switch" -> switchOver;
      case "complete" -> complete;
      default -> null;
    };
  }
}
