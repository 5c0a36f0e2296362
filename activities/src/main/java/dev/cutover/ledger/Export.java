package dev.cutover.ledger;

import dev.cutover.activity.Database;
import dev.cutover.evidence.LedgerLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the file follow the table, on a thread of its own: no append fails or waits because a disk is
 * full, can't be written, or says nothing.
 */
final class Export implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.ledger");
  private static final int SECONDS_AT_THE_END = 5;

  private final Path directory;
  private final Source source;

  /** One waits at most: it has not read the table yet, and will see what everybody wrote. */
  private final ExecutorService aside =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1),
          Export::daemon,
          new DiscardPolicy());

  private boolean failing;

  Export(Path directory, Source source) {
    this.directory = directory;
    this.source = source;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ledger-export");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns at once. */
  void catchUp(Database legacy) {
    aside.execute(() -> catchUpNow(legacy));
  }

  private void catchUpNow(Database legacy) {
    String name = legacy.system() + "-" + legacy.environment();
    try {
      new LedgerFile(directory, name).catchUp(behind -> source.read(legacy, behind));
      if (failing) {
        failing = false;
        LOG.warn("the ledger's file in {} is written again, and nothing is missing", directory);
      }
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        failing = true;
        LOG.error(
            "the ledger is not exported to {}: {}. Runs go on; what is missing is written behind"
                + " the next append once it can be",
            directory,
            e.toString());
      }
    }
  }

  /** Gives what is under way a moment. */
  @Override
  public void close() {
    aside.shutdown();
    try {
      if (!aside.awaitTermination(SECONDS_AT_THE_END, TimeUnit.SECONDS)) {
        aside.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the table: lines behind a number, none behind the last. */
  @FunctionalInterface
  interface Source {
    List<LedgerLine> read(Database legacy, long behind);
  }
}
