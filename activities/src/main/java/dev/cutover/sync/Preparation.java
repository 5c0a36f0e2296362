package dev.cutover.sync;

import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceState;
import dev.cutover.database.Catalog;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.fence.FenceTable;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Lays the engine's tables, the fence's row and the triggers, where they are not there yet. */
final class Preparation {

  private final Connections connections;

  Preparation(Connections connections) {
    this.connections = connections;
  }

  void prepare(Database database, List<Table> tables) throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    try (Connection connection = connections.openPatient(database.endpoint())) {
      layTables(connection, dialect);
      refuseAnotherEnvironment(connection, dialect, database);
      new FenceTable(dialect, connection, database)
          .lay(database.side() == Side.LEGACY ? FenceState.OPEN : FenceState.CLOSED);
      execute(connection, dialect.triggerGrants(connections.businessUser(database.endpoint())));
      List<TableShape> shapes = new ArrayList<>();
      for (Table table : tables) {
        shapes.add(Catalog.shape(connection, dialect, table.name(), TablePair.leftOut(table)));
      }
      new Triggers(connections, database).lay(connection, shapes);
    }
  }

  private static void layTables(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String ddl : dialect.engineTables()) {
        try {
          statement.execute(ddl);
        } catch (SQLException e) {
          if (!dialect.isAlreadyThere(e)) {
            throw e;
          }
        }
      }
    }
  }

  private static void refuseAnotherEnvironment(
      Connection connection, Dialect dialect, Database database) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sys, env FROM "
                + dialect.engineTable("fence")
                + " WHERE NOT (sys = ? AND env = ?)")) {
      select.setString(1, database.system());
      select.setString(2, database.environment());
      try (ResultSet other = select.executeQuery()) {
        if (other.next()) {
          throw FailureType.PRECONDITION.because(
              database.endpoint()
                  + " already belongs to "
                  + other.getString(1)
                  + " in "
                  + other.getString(2)
                  + ": bind "
                  + database.environment()
                  + " to another database");
        }
      }
    }
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
