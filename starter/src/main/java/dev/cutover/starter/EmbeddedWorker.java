package dev.cutover.starter;

import java.nio.file.Path;

/**
 * A Temporal and a worker inside this process, for the night on which Temporal itself is down. The
 * starter has no driver and no credential of the systems moved: whoever brings them is found by
 * {@link java.util.ServiceLoader}.
 */
public interface EmbeddedWorker {

  /**
   * Starts both; what they keep is gone with them.
   *
   * @param settings the worker's own file
   * @throws BadInput if the settings do not do
   */
  Running start(Path settings);

  /** They run until closed. */
  interface Running extends AutoCloseable {

    /** Where this Temporal listens, {@code host:port}. */
    String address();

    /** System and environment that the worker serves, as task queues name them. */
    String serves();

    @Override
    void close();
  }
}
