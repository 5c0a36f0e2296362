package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.database.Column;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.fence.Token;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Compares tables through the sum of 64-bit digests of injective row texts, computed inside each
 * database. Where the sums differ the rows' digests are fetched by key and held against each other;
 * what differs is read again, column by column, before it counts.
 */
public final class DatabaseComparison implements ComparisonActivities {

  private static final int EXAMPLES = 20;
  private static final long BEAT_SECONDS = 2;

  private final Connections connections;
  private final Heartbeat heartbeat;

  public DatabaseComparison(Connections connections) {
    this(connections, Heartbeat.ofActivity());
  }

  public DatabaseComparison(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
  }

  @Override
  public TableComparison compare(String attempt, Databases databases, Table table) {
    try {
      TablePair pair = TablePair.read(connections, databases, table);
      CompletableFuture<Sum> onLegacy =
          CompletableFuture.supplyAsync(() -> sum(databases.legacy(), pair.legacy()));
      CompletableFuture<Sum> onTarget =
          CompletableFuture.supplyAsync(() -> sum(databases.target(), pair.target()));
      Sum legacy = beatingUntil(onLegacy, table.name());
      Sum target = beatingUntil(onTarget, table.name());
      List<Discrepancy> found =
          legacy.equals(target) ? List.of() : confirmed(databases, pair, suspects(databases, pair));
      keep(attempt, databases.legacy(), table.name(), found);
      return new TableComparison(
          table.name(),
          legacy.rows(),
          target.rows(),
          legacy.digest(),
          target.digest(),
          found.size(),
          found.stream().limit(EXAMPLES).toList());
    } catch (SQLException | CompletionException e) {
      throw new IllegalStateException("comparing " + table.name() + ": " + e.getMessage(), e);
    }
  }

  /** A sum over a large table takes longer than a heartbeat may stay away. */
  private Sum beatingUntil(CompletableFuture<Sum> sum, String table) {
    while (true) {
      try {
        return sum.get(BEAT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException stillSumming) {
        heartbeat.beat(new Progress("compare " + table, 0, 0));
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompletionException(e);
      }
    }
  }

  private Sum sum(Database database, TableShape table) {
    Dialect dialect = connections.dialect(database.endpoint());
    String number = dialect.digestNumber(Rows.rowText(dialect, table));
    try (Connection connection = connections.open(database.endpoint());
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT COUNT(*), SUM(" + number + ") FROM " + table.name());
        ResultSet row = select.executeQuery()) {
      row.next();
      String sum = row.getString(2);
      BigInteger digest = sum == null ? BigInteger.ZERO : new BigInteger(sum);
      return new Sum(row.getLong(1), digest.toString(16));
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  /** Keys whose digests differ, or that only one side has. */
  private Set<String> suspects(Databases databases, TablePair pair) throws SQLException {
    Map<String, String> legacy = digests(databases.legacy(), pair.legacy());
    Map<String, String> target = digests(databases.target(), pair.target());
    Set<String> suspects = new TreeSet<>();
    legacy.forEach(
        (key, digest) -> {
          if (!digest.equals(target.remove(key))) {
            suspects.add(key);
          }
        });
    suspects.addAll(target.keySet());
    return suspects;
  }

  private Map<String, String> digests(Database database, TableShape table) throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    Map<String, String> digests = new HashMap<>();
    try (Connection connection = connections.open(database.endpoint());
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT "
                    + Rows.keyText(dialect, table)
                    + ", "
                    + dialect.digest(Rows.rowText(dialect, table))
                    + " FROM "
                    + table.name());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        digests.put(rows.getString(1), rows.getString(2));
        if (digests.size() % 50_000 == 0) {
          heartbeat.beat(new Progress("locate " + table.plain(), digests.size(), 0));
        }
      }
    }
    return digests;
  }

  /** The second look: rows read again by key; a key that the journal still names does not count. */
  private List<Discrepancy> confirmed(Databases databases, TablePair pair, Set<String> suspects)
      throws SQLException {
    List<String> keys = new ArrayList<>(suspects);
    keys.removeAll(waiting(databases.legacy(), pair.table()));
    Map<String, List<String>> legacy = cells(databases.legacy(), pair.legacy(), keys);
    Map<String, List<String>> target = cells(databases.target(), pair.target(), keys);
    List<Discrepancy> confirmed = new ArrayList<>();
    for (String key : keys) {
      List<String> left = legacy.get(key);
      List<String> right = target.get(key);
      if (!Objects.equals(left, right)) {
        confirmed.add(discrepancy(pair, key, left, right));
      }
    }
    return confirmed;
  }

  private static Discrepancy discrepancy(
      TablePair pair, String key, @Nullable List<String> left, @Nullable List<String> right) {
    if (left == null || right == null) {
      Discrepancy.Kind kind = left == null ? Discrepancy.Kind.EXTRA : Discrepancy.Kind.MISSING;
      return new Discrepancy(pair.table(), key, kind, List.of());
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).equals(right.get(i))) {
        columns.add(pair.legacy().columns().get(i).key());
      }
    }
    return new Discrepancy(pair.table(), key, Discrepancy.Kind.DIFFERENT, columns);
  }

  private Map<String, List<String>> cells(Database database, TableShape table, List<String> keys)
      throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    StringBuilder expressions = new StringBuilder(Rows.keyText(dialect, table));
    for (Column column : table.columns()) {
      expressions.append(", ").append(dialect.canonical(column, dialect.quote(column.name())));
    }
    Map<String, List<String>> cells = new HashMap<>();
    try (Connection connection = connections.open(database.endpoint())) {
      Rows.select(
          connection,
          dialect,
          table,
          expressions.toString(),
          keys,
          row -> {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
              values.add(row.getString(i + 2));
            }
            cells.put(row.getString(1), values);
          });
    }
    return cells;
  }

  private Set<String> waiting(Database legacy, String table) throws SQLException {
    Dialect dialect = connections.dialect(legacy.endpoint());
    Set<String> waiting = new HashSet<>();
    try (Connection connection = connections.open(legacy.endpoint());
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT DISTINCT pk FROM " + dialect.engineTable("journal") + " WHERE tab = ?")) {
      select.setString(1, table.toUpperCase(Locale.ROOT));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          waiting.add(rows.getString(1));
        }
      }
    }
    return waiting;
  }

  private void keep(String attempt, Database legacy, String table, List<Discrepancy> found)
      throws SQLException {
    Dialect dialect = connections.dialect(legacy.endpoint());
    String store = dialect.engineTable("discrepancy");
    try (Connection connection = connections.open(legacy.endpoint());
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + store + " WHERE attempt = ? AND tab = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO "
                    + store
                    + " (attempt, tab, pk, kind, cols) VALUES (?, ?, ?, ?, ?)")) {
      delete.setString(1, attempt);
      delete.setString(2, table);
      delete.executeUpdate();
      for (Discrepancy discrepancy : found) {
        insert.setString(1, attempt);
        insert.setString(2, table);
        insert.setString(3, discrepancy.key());
        insert.setString(4, discrepancy.kind().name());
        insert.setString(5, String.join(",", discrepancy.columns()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public long repair(Conductor conductor, Databases databases, Table table) {
    try {
      TablePair pair = TablePair.read(connections, databases, table);
      List<String> keys =
          confirmed(databases, pair, suspects(databases, pair)).stream()
              .map(Discrepancy::key)
              .toList();
      Dialect reading = connections.dialect(databases.legacy().endpoint());
      Dialect writing = connections.dialect(databases.target().endpoint());
      try (Connection legacy = connections.open(databases.legacy().endpoint());
          Connection target = connections.open(databases.target().endpoint())) {
        List<@Nullable Object[]> rows = Rows.byKey(legacy, reading, pair.legacy(), keys);
        Token token = Token.claim(target, writing, conductor, "repair " + table.name());
        target.setAutoCommit(false);
        try {
          token.prove(target, writing, databases.of(Side.TARGET));
          Rows.delete(target, writing, pair.target(), keys);
          Rows.upsert(target, writing, pair.target(), rows);
          target.commit();
        } finally {
          target.rollback();
          target.setAutoCommit(true);
        }
      }
      return keys.size();
    } catch (SQLException e) {
      throw new IllegalStateException("repairing " + table.name() + ": " + e.getMessage(), e);
    }
  }

  private record Sum(long rows, String digest) {}
}
