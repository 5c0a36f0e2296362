package dev.cutover.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a statement that runs long from one whose answer will never come: while a connection of a
 * database may wait long, another one asks whether the database is still there. When it is not,
 * neither on that connection nor on a new one, all that wait for it are ended. Who is refused by
 * the database was heard by it.
 */
final class Vigil implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.database");

  private final String endpoint;
  private final Duration look;
  private final Login login;
  private final Set<Connection> waiting = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Vigil::daemon);
  private final ExecutorService ends = Executors.newCachedThreadPool(Vigil::daemon);
  private @Nullable ScheduledFuture<?> looking;
  private @Nullable Connection own;

  Vigil(String endpoint, Duration look, Login login) {
    this.endpoint = endpoint;
    this.look = look;
    this.login = login;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "vigil");
    thread.setDaemon(true);
    return thread;
  }

  /** Watches over a connection until it is closed. */
  synchronized void over(Connection connection) {
    waiting.add(connection);
    if (looking == null) {
      looking =
          watch.scheduleWithFixedDelay(
              this::look, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      waiting.removeIf(Vigil::isOver);
      if (waiting.isEmpty()) {
        leave();
      } else if (isGone()) {
        LOG.warn("{} does not answer: {} connections to it are ended", endpoint, waiting.size());
        for (Connection connection : List.copyOf(waiting)) {
          connection.abort(ends);
          waiting.remove(connection);
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("{}: a connection could not be ended", endpoint, e);
    }
  }

  private static boolean isOver(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException broken) {
      return true;
    }
  }

  /** Asked twice, the second time on a new connection. */
  private boolean isGone() {
    for (int asked = 0; asked < 2; asked++) {
      if (isThere()) {
        return false;
      }
    }
    return true;
  }

  private boolean isThere() {
    try {
      Connection connection = own;
      if (connection == null) {
        connection = login.open();
        own = connection;
      }
      if (connection.isValid((int) Math.max(1, look.toSeconds()))) {
        return true;
      }
      leave();
      return false;
    } catch (SQLException e) {
      leave();
      return Complaint.of(e).kind() != Complaint.Kind.LOST;
    }
  }

  private void leave() {
    Connection connection = own;
    own = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException broken) {
        LOG.debug("{}: the connection of the vigil broke", endpoint, broken);
      }
    }
  }

  @Override
  public void close() {
    watch.execute(this::leave);
    watch.shutdown();
    ends.shutdown();
  }

  /** Opens a connection that waits for no answer longer than a look lasts. */
  @FunctionalInterface
  interface Login {
    Connection open() throws SQLException;
  }
}
