package dev.cutover.sync;

import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceState;
import dev.cutover.database.Catalog;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Rows;
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
import java.util.Optional;

/** Lays the engine's tables, the fence's row and the triggers; tells what does not fit. */
final class Preparation {

  private final Connections connections;

  Preparation(Connections connections) {
    this.connections = connections;
  }

  void prepare(Database database, List<Table> tables) throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    try (Connection connection = connections.open(database.endpoint())) {
      layTables(connection, dialect);
      refuseAnotherEnvironment(connection, dialect, database);
      new FenceTable(dialect, connection, database)
          .lay(database.side() == Side.LEGACY ? FenceState.OPEN : FenceState.CLOSED);
      execute(connection, dialect.triggerGrants(connections.businessUser(database.endpoint())));
      execute(connection, List.of("DELETE FROM " + dialect.engineTable("proof")));
      for (Table table : tables) {
        TableShape shape =
            Catalog.shape(connection, dialect, table.name(), TablePair.leftOut(table));
        execute(connection, dialect.triggers(shape, connections.engineUser(database.endpoint())));
        layProof(connection, dialect, shape);
      }
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

  private static void layProof(Connection connection, Dialect dialect, TableShape table)
      throws SQLException {
    if (table.key().isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + dialect.engineTable("proof") + " (tab, stmt) VALUES (?, ?)")) {
      insert.setString(1, table.plain());
      insert.setString(2, Rows.harmlessUpdate(dialect, table));
      insert.executeUpdate();
    }
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  List<String> findings(Databases databases, List<Table> tables) throws SQLException {
    List<String> findings = new ArrayList<>();
    for (Table table : tables) {
      Optional<TableShape> legacy = find(databases.legacy(), table, findings);
      Optional<TableShape> target = find(databases.target(), table, findings);
      if (legacy.isPresent() && target.isPresent()) {
        TablePair.misfits(legacy.get(), target.get())
            .forEach(misfit -> findings.add("table " + table.name() + ": " + misfit));
      }
    }
    return findings;
  }

  private Optional<TableShape> find(Database database, Table table, List<String> findings)
      throws SQLException {
    try (Connection connection = connections.open(database.endpoint())) {
      Optional<TableShape> shape =
          Catalog.find(
              connection,
              connections.dialect(database.endpoint()),
              table.name(),
              TablePair.leftOut(table));
      if (shape.isEmpty()) {
        findings.add("table " + table.name() + " is not there on " + database.side());
      }
      return shape;
    }
  }
}
