package dev.cutover.workflow.broken;

import java.util.UUID;

public final class RollsDice {

  public String attempt() {
    return UUID.randomUUID().toString();
  }
}
