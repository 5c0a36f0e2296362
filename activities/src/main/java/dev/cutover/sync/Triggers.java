package dev.cutover.sync;

import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Fingerprint;
import dev.cutover.database.Rows;
import dev.cutover.database.TableShape;
import dev.cutover.database.Transaction;
import dev.cutover.fence.FenceTable;
import dev.cutover.plan.Sha256;
import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal's triggers. While one is made in another's place, writes are neither refused nor
 * noted: those that stand as they should are left alone, and the others are made only where the
 * business may write anyway, or may not at all.
 */
final class Triggers {

  private final Connections connections;
  private final Database database;
  private final Dialect dialect;

  Triggers(Connections connections, Database database) {
    this.connections = connections;
    this.database = database;
    this.dialect = connections.dialect(database.endpoint());
  }

  void lay(Connection connection, List<TableShape> tables) throws SQLException {
    Map<String, String> hashes = hashes(connection);
    List<TableShape> missing = new ArrayList<>();
    for (TableShape table : tables) {
      boolean same = hash(table).equals(hashes.get(table.plain()));
      if (!same || !dialect.hasTriggers(connection, table)) {
        missing.add(table);
      }
    }
    if (!missing.isEmpty()) {
      create(connection, missing);
    }
    keep(connection, tables);
  }

  /** The fence can't move while the triggers are made: its row is held meanwhile. */
  private void create(Connection connection, List<TableShape> tables) throws SQLException {
    try (Connection guard = connections.openPatient(database.endpoint());
        Statement statement = connection.createStatement();
        Transaction held = Transaction.begin(guard)) {
      FenceRow row = new FenceTable(dialect, guard, database).readLocked();
      FenceState needed = database.side() == Side.LEGACY ? FenceState.OPEN : FenceState.CLOSED;
      if (row.state() != needed) {
        throw FailureType.PRECONDITION.because(
            "the triggers of "
                + tables.stream().map(TableShape::plain).toList()
                + " must be made anew on "
                + database.side()
                + ", but its fence is "
                + row.state()
                + ": run init when it is "
                + needed);
      }
      for (TableShape table : tables) {
        for (String sql : statements(table)) {
          statement.execute(sql);
        }
      }
      held.commit();
    }
  }

  private List<String> statements(TableShape table) {
    return dialect.triggers(table, connections.engineUser(database.endpoint()));
  }

  private String hash(TableShape table) {
    return Sha256.of(String.join("\n", statements(table)));
  }

  private Map<String, String> hashes(Connection connection) throws SQLException {
    Map<String, String> hashes = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT tab, trigger_hash FROM " + dialect.engineTable("proof"));
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        hashes.put(rows.getString(1), rows.getString(2));
      }
    }
    return hashes;
  }

  /** In one transaction, since a freeze may need a statement to prove itself with right now. */
  private void keep(Connection connection, List<TableShape> tables) throws SQLException {
    String proof = dialect.engineTable("proof");
    try (Transaction transaction = Transaction.begin(connection);
        Statement delete = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO "
                    + proof
                    + " (tab, stmt, trigger_hash, fingerprint) VALUES (?, ?, ?, ?)")) {
      delete.executeUpdate("DELETE FROM " + proof);
      for (TableShape table : tables) {
        if (!table.key().isEmpty()) {
          insert.setString(1, table.plain());
          insert.setString(2, Rows.harmlessUpdate(dialect, table));
          insert.setString(3, hash(table));
          insert.setString(4, Fingerprint.of(connection, dialect, table));
          insert.executeUpdate();
        }
      }
      transaction.commit();
    }
  }
}
