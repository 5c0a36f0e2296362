package dev.cutover.fence;

import dev.cutover.activity.Database;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Statements;
import dev.cutover.database.Transaction;
import dev.cutover.plan.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The append-only ledger on legacy: each entry's hash covers the one before it. */
public final class Ledger implements LedgerActivities {

  private static final String GENESIS = "0".repeat(64);

  private final Connections connections;

  public Ledger(Connections connections) {
    this.connections = connections;
  }

  @Override
  public void append(Database legacy, String id, String attempt, String entry) {
    Dialect dialect = connections.dialect(legacy.endpoint());
    String table = dialect.engineTable("ledger");
    Statements.run(
        "ledger on " + legacy.endpoint(),
        () -> {
          try (Connection connection = connections.open(legacy.endpoint())) {
            return Transaction.again(
                connection,
                () -> {
                  String own = id;
                  @Nullable String there = entryOf(connection, table, own);
                  while (there != null && !there.equals(entry)) {
                    own += "+";
                    there = entryOf(connection, table, own);
                  }
                  if (there == null) {
                    Last last = last(connection, dialect, table);
                    insert(connection, table, own, attempt, entry, last);
                  }
                  return true;
                });
          }
        });
  }

  private static @Nullable String entryOf(Connection connection, String table, String id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT entry FROM " + table + " WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Objects.requireNonNullElse(row.getString(1), "") : null;
      }
    }
  }

  /** The unique sequence number lets only one of two appends at the same time through. */
  private static Last last(Connection connection, Dialect dialect, String table)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT seq, hash FROM " + table + " ORDER BY seq DESC" + dialect.limit())) {
      select.setInt(1, 1);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new Last(row.getLong(1), row.getString(2)) : new Last(0, GENESIS);
      }
    }
  }

  private static void insert(
      Connection connection, String table, String id, String attempt, String entry, Last last)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " (id, seq, prev_hash, hash, attempt, entry) VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, id);
      insert.setLong(2, last.seq() + 1);
      insert.setString(3, last.hash());
      insert.setString(4, hash(last.hash(), id, attempt, entry));
      insert.setString(5, attempt);
      insert.setString(6, entry);
      insert.executeUpdate();
    }
  }

  static String hash(String previous, String id, String attempt, String entry) {
    return Sha256.of(String.join("\n", previous, id, attempt, entry));
  }

  private record Last(long seq, String hash) {}
}
