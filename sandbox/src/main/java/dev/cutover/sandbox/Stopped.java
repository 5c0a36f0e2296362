package dev.cutover.sandbox;

/** A worker sleeps while another does its work, and wakes up in the middle of it. */
record Stopped(WorkerProcess workers) implements Deed {

  @Override
  public void begin() throws Exception {
    workers.replaceSleeping();
  }

  @Override
  public void mend() throws Exception {
    workers.wake();
  }
}
