package dev.cutover.sandbox;

import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tries to write on both sides in turn, all the time, with the business's account. Counts a write
 * accepted on one side between two accepted on the other without a refusal between: then both were
 * writable at once.
 */
final class Prober implements AutoCloseable {

  private static final long PAUSE_MILLIS = 15;

  private final Map<Side, SideDatabase> databases = new EnumMap<>(Side.class);
  private final Map<Side, @Nullable Connection> connections = new EnumMap<>(Side.class);
  private final Map<Side, Boolean> acceptedLast = new EnumMap<>(Side.class);
  private final Map<Side, Long> otherAccepted = new EnumMap<>(Side.class);
  private final Map<Side, Long> accepted = new EnumMap<>(Side.class);
  private final Map<Side, Long> refused = new EnumMap<>(Side.class);
  private final Thread thread = new Thread(this::probe, "prober");
  private volatile boolean open = true;
  private long bothWritable;

  Prober(SideDatabase legacy, SideDatabase target) {
    databases.put(Side.LEGACY, legacy);
    databases.put(Side.TARGET, target);
    thread.start();
  }

  private void probe() {
    int turn = 0;
    while (open) {
      Side side = turn++ % 2 == 0 ? Side.LEGACY : Side.TARGET;
      seen(side, write(side));
      if (!Pause.millis(PAUSE_MILLIS)) {
        return;
      }
    }
  }

  private boolean write(Side side) {
    try (PreparedStatement update =
        connection(side)
            .prepareStatement("UPDATE oms.customers SET email = ? WHERE customer_id = 1")) {
      update.setString(1, "prober-" + side + "-" + System.nanoTime() + "@example.test");
      return update.executeUpdate() == 1;
    } catch (SQLException refusedOrGone) {
      return false;
    }
  }

  private Connection connection(Side side) throws SQLException {
    Connection connection = connections.get(side);
    if (connection == null || connection.isClosed()) {
      SideDatabase database = java.util.Objects.requireNonNull(databases.get(side));
      connection = database.open(database.business());
      connections.put(side, connection);
    }
    return connection;
  }

  private synchronized void seen(Side side, boolean wrote) {
    if (wrote) {
      if (acceptedLast.getOrDefault(side, false)) {
        bothWritable += otherAccepted.getOrDefault(side, 0L);
      }
      otherAccepted.merge(side.other(), 1L, Long::sum);
      accepted.merge(side, 1L, Long::sum);
    } else {
      refused.merge(side, 1L, Long::sum);
    }
    otherAccepted.put(side, 0L);
    acceptedLast.put(side, wrote);
  }

  synchronized long bothWritable() {
    return bothWritable;
  }

  synchronized long accepted(Side side) {
    return accepted.getOrDefault(side, 0L);
  }

  synchronized long refused(Side side) {
    return refused.getOrDefault(side, 0L);
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
      for (Connection connection : connections.values()) {
        if (connection != null) {
          connection.close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException goneAlready) {
      // Nothing is left to close.
    }
  }
}
