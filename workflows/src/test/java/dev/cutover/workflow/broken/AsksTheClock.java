package dev.cutover.workflow.broken;

import java.time.Duration;
import java.time.Instant;

public final class AsksTheClock {

  public Duration since(Instant start) {
    return Duration.between(start, Instant.now());
  }
}
