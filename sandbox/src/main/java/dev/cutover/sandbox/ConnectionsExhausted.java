package dev.cutover.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Somebody holds all the target's connections, and those of the engine are ended. */
final class ConnectionsExhausted implements Deed {

  private static final int FEWEST = 10;
  private static final int USUAL = 151;

  private final TargetDatabase target;
  private final List<Connection> held = new ArrayList<>();

  ConnectionsExhausted(TargetDatabase target) {
    this.target = target;
  }

  @Override
  public void begin() throws SQLException {
    administer("SET GLOBAL max_connections = " + FEWEST, "KILL USER " + target.engine().user());
    try {
      for (int i = 0; i < FEWEST; i++) {
        held.add(target.open(target.business()));
      }
    } catch (SQLException exhausted) {
      // As was wanted.
    }
  }

  @Override
  public void mend() throws SQLException {
    administer("SET GLOBAL max_connections = " + USUAL);
    for (Connection connection : held) {
      connection.close();
    }
    held.clear();
  }

  /** One more connection is kept free for whoever runs the server. */
  private void administer(String... statements) throws SQLException {
    try (Connection connection = target.open(target.administrator());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
