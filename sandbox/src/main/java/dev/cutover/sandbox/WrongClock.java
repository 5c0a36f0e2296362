package dev.cutover.sandbox;

import java.time.Duration;

/** The workers' clock is wrong, from one moment to the next. */
record WrongClock(WorkerProcess workers, Duration by) implements Deed {

  static final Duration BY = Duration.ofHours(2);

  @Override
  public void begin() throws Exception {
    workers.setClock(by);
  }

  @Override
  public void mend() throws Exception {
    workers.setClock(Duration.ZERO);
  }
}
