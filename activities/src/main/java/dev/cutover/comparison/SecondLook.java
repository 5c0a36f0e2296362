package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.database.CellText;
import dev.cutover.database.Column;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.KeyText;
import dev.cutover.database.Rows;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads suspected rows again, cell by cell: only what differs a second time counts. */
final class SecondLook {

  private final Connections connections;
  private final Databases databases;
  private final TablePair pair;

  SecondLook(Connections connections, Databases databases, TablePair pair) {
    this.connections = connections;
    this.databases = databases;
    this.pair = pair;
  }

  /**
   * What differs again. A key that legacy's journal still names is on its way and does not count.
   */
  List<Discrepancy> confirmed(Collection<String> suspects) throws SQLException {
    if (suspects.isEmpty()) {
      return List.of();
    }
    if (!pair.hasKey()) {
      return confirmedCounts(suspects);
    }
    List<String> keys = new ArrayList<>(suspects);
    Set<List<Object>> waiting = waiting();
    keys.removeIf(key -> waiting.contains(KeyText.parsed(key, pair.legacy().key())));
    Map<String, List<String>> legacy = cells(databases.legacy(), pair.legacy(), keys);
    Map<String, List<String>> target = cells(databases.target(), pair.target(), keys);
    List<Discrepancy> confirmed = new ArrayList<>();
    for (String key : keys) {
      List<String> left = legacy.get(key);
      List<String> right = target.get(key);
      if (!Objects.equals(left, right)) {
        confirmed.add(discrepancy(key, left, right));
      }
    }
    return confirmed;
  }

  /**
   * Where rows have no key, what differs is how many there are of each digest. A journal that names
   * the table says that it will be written whole.
   */
  private List<Discrepancy> confirmedCounts(Collection<String> digests) throws SQLException {
    if (!journaled().isEmpty()) {
      return List.of();
    }
    Map<String, Long> legacy = new Digests(connections, databases.legacy(), pair.legacy()).counts();
    Map<String, Long> target = new Digests(connections, databases.target(), pair.target()).counts();
    List<Discrepancy> confirmed = new ArrayList<>();
    for (String digest : digests) {
      long more = legacy.getOrDefault(digest, 0L) - target.getOrDefault(digest, 0L);
      if (more != 0) {
        Discrepancy.Kind kind = more > 0 ? Discrepancy.Kind.MISSING : Discrepancy.Kind.EXTRA;
        String key = digest + " x" + Math.abs(more);
        confirmed.add(new Discrepancy(pair.table(), key, kind, List.of()));
      }
    }
    return confirmed;
  }

  private Discrepancy discrepancy(
      String key, @Nullable List<String> left, @Nullable List<String> right) {
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
      expressions.append(", ").append(CellText.expression(dialect, column));
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
              values.add(CellText.read(row, i + 2, table.columns().get(i)));
            }
            cells.put(row.getString(1), values);
          });
    }
    return cells;
  }

  private Set<List<Object>> waiting() throws SQLException {
    Set<List<Object>> waiting = new HashSet<>();
    for (String key : journaled()) {
      waiting.add(KeyText.parsed(key, pair.legacy().key()));
    }
    return waiting;
  }

  /** The table's keys that legacy's journal names. */
  private Set<String> journaled() throws SQLException {
    String endpoint = databases.legacy().endpoint();
    String journal = connections.dialect(endpoint).engineTable("journal");
    Set<String> journaled = new HashSet<>();
    try (Connection connection = connections.open(endpoint);
        PreparedStatement select =
            connection.prepareStatement("SELECT DISTINCT pk FROM " + journal + " WHERE tab = ?")) {
      select.setString(1, pair.table().toUpperCase(Locale.ROOT));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          journaled.add(rows.getString(1));
        }
      }
    }
    return journaled;
  }
}
