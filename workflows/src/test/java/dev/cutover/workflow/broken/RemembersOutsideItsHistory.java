package dev.cutover.workflow.broken;

public final class RemembersOutsideItsHistory {

  private static int gates;

  public int nextGate() {
    gates++;
    return gates;
  }
}
