package dev.cutover.fence;

import dev.cutover.activity.Database;
import dev.cutover.activity.Progress;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Statements;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/** Waits for transactions that passed the fence before it moved. */
final class Drain {

  private static final long LOOK_MILLIS = 50;

  private final Connections connections;

  private final Heartbeat heartbeat;

  Drain(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  /** Returns who is still open when the limit is over; empty if nobody. */
  String waitFor(Database database, Duration limit) {
    Dialect dialect = connections.dialect(database.endpoint());
    String engine = connections.engineUser(database.endpoint());
    long until = System.nanoTime() + limit.toNanos();
    return Statements.run(
        "drain of " + database.endpoint(),
        () -> {
          try (Connection connection = connections.open(database.endpoint())) {
            while (true) {
              List<String> open = dialect.openTransactions(connection, engine);
              if (open.isEmpty() || System.nanoTime() - until >= 0) {
                return String.join(", ", open);
              }
              heartbeat.beat(new Progress("transactions open", open.size(), 0));
              Pause.millis(LOOK_MILLIS);
            }
          }
        });
  }
}
