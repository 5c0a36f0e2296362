package dev.cutover.workflow.broken;

public final class StartsAThread {

  public void later(Runnable task) {
    new Thread(task).start();
  }
}
