package dev.cutover.sandbox;

import dev.cutover.sandbox.SideDatabase.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A hand outside the engine locks the target's rows from behind while the engine locks them from
 * the front, again and again, so that the two wait for each other.
 */
final class Contention implements Deed {

  private static final long PAUSE_MILLIS = 50;

  private final SideDatabase target;
  private volatile boolean open = true;
  private @Nullable Thread thread;

  Contention(SideDatabase target) {
    this.target = target;
  }

  @Override
  public void begin() {
    thread = new Thread(this::contend, "contention");
    thread.setDaemon(true);
    thread.start();
  }

  private void contend() {
    while (open && Pause.millis(PAUSE_MILLIS)) {
      Account engine = target.engine();
      try (Connection connection = target.open(engine);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        for (String table :
            new String[] {"order_lines", "orders", "customers", "cutover_chunk", "cutover_fence"}) {
          statement
              .executeQuery("SELECT * FROM oms." + table + " ORDER BY 1 DESC LIMIT 500 FOR UPDATE")
              .close();
        }
        Pause.millis(PAUSE_MILLIS);
        connection.rollback();
      } catch (SQLException lostToTheEngine) {
        // One of the two had to give way.
      }
    }
  }

  @Override
  public void mend() throws InterruptedException {
    open = false;
    if (thread != null) {
      thread.join();
    }
  }
}
