package dev.cutover.sandbox;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has to go down again, last started first: at the normal end, or when the process is told to
 * go, whichever comes first. Programs beside this one would otherwise outlive it.
 */
final class Teardown implements AutoCloseable {

  private static final PrintStream ERRORS = System.err;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ReentrantLock closing = new ReentrantLock();
  private final Thread hook = new Thread(this::end, "teardown");
  private boolean over;

  Teardown() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a part. An end that comes meanwhile waits for it, so that nothing is started behind the
   * back of an end.
   *
   * @throws IllegalStateException if the end has come
   */
  synchronized <T extends AutoCloseable> T start(Callable<T> part) throws Exception {
    if (over) {
      throw new IllegalStateException("going down");
    }
    return add(part.call());
  }

  /**
   * Takes a part that was started elsewhere; one that comes too late goes down at once.
   *
   * @throws IllegalStateException if the end has come
   */
  synchronized <T extends AutoCloseable> T add(T part) {
    if (over) {
      close(part);
      throw new IllegalStateException("going down");
    }
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    closing.lock();
    try {
      takeDown();
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException processIsEnding) {
      // Then the hook finds nothing left to do.
    } finally {
      closing.unlock();
    }
  }

  /**
   * Keeps the lock, and takes others' error stream away: what fails while everything goes down is
   * no news.
   */
  private void end() {
    closing.lock();
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    takeDown();
  }

  private void takeDown() {
    Deque<AutoCloseable> all;
    synchronized (this) {
      over = true;
      all = new ArrayDeque<>(parts);
      parts.clear();
    }
    all.forEach(Teardown::close);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception goingDown) {
      ERRORS.println("sandbox: " + goingDown.getMessage());
    }
  }
}
