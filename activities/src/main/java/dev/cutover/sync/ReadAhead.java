package dev.cutover.sync;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the next chunk on a thread of its own while the present one is written. The thread has a
 * connection for itself and gives it back when it is through with it: one that reads for a copy
 * which was given up must not go on on a connection that somebody else has by then.
 */
final class ReadAhead implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.sync");

  private final Source source;
  private final Reader reader;
  private final ExecutorService aside = Executors.newSingleThreadExecutor();
  private @Nullable Connection connection;
  private @Nullable Future<Chunk> reading;

  ReadAhead(Source source, Reader reader) {
    this.source = source;
    this.reader = reader;
  }

  /** Begins to read what comes behind a key; null for the shard's start. */
  Future<Chunk> begin(@Nullable String lastKey) {
    Future<Chunk> next = aside.submit(() -> reader.next(connection(), lastKey));
    reading = next;
    return next;
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = source.open();
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    Future<Chunk> last = reading;
    if (last != null) {
      last.cancel(true);
    }
    aside.execute(this::giveBack);
    aside.shutdown();
  }

  private void giveBack() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException broken) {
      LOG.debug("a connection that was read from broke, and is not used again", broken);
    }
  }

  /** Opens a connection to read from. */
  @FunctionalInterface
  interface Source {
    Connection open() throws SQLException;
  }

  /** Reads what comes behind a key. */
  @FunctionalInterface
  interface Reader {
    Chunk next(Connection connection, @Nullable String lastKey) throws Exception;
  }
}
