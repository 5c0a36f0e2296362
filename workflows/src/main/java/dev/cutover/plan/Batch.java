package dev.cutover.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs that run by the clock. */
public record Batch(List<Job> jobs) {

  /**
   * @param schedule when it runs, for people to read
   * @param effect name of the effect it has outside the database, if any
   */
  public record Job(String name, String title, String schedule, @Nullable String effect) {}
}
