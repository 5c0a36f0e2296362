package dev.cutover.workflow.broken;

import java.util.List;
import java.util.Set;

public final class ComesInNoOrder {

  public List<String> levers() {
    return Set.of("dns", "fence", "batch").stream().toList();
  }
}
