package dev.cutover.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Starts what takes long side by side. Cut short, it ends the programs that were just being
 * started: nobody else knows them yet.
 */
final class Startup implements AutoCloseable {

  private static final int MOST_LOOKS = 100;
  private static final long LOOK_MILLIS = 100;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final String mark;

  /**
   * @param directory of this world alone, and named to every program
   */
  Startup(Path directory) {
    mark = directory.toString();
  }

  <T> Future<T> begin(Callable<T> part) {
    return threads.submit(part);
  }

  /** Nothing more will be started. */
  void isOver() {
    threads.shutdown();
  }

  @Override
  public void close() {
    if (threads.isTerminated()) {
      return;
    }
    threads.shutdownNow();
    try {
      int looks = 0;
      boolean ended = false;
      while ((endPrograms() || !ended) && looks++ < MOST_LOOKS) {
        ended = threads.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * By what they were started with, as a shell's own children are nobody's once it is gone; returns
   * whether there was one.
   */
  private boolean endPrograms() {
    List<ProcessHandle> programs =
        ProcessHandle.allProcesses()
            .filter(program -> program.info().commandLine().orElse("").contains(mark))
            .toList();
    programs.forEach(ProcessHandle::destroyForcibly);
    return !programs.isEmpty();
  }
}
