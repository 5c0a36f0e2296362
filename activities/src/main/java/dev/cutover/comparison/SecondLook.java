package dev.cutover.comparison;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Values;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads suspected rows again, cell by cell: only what differs a second time counts, and only if the
 * business has not written it meanwhile.
 */
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
   * What differs again. A key that legacy's triggers have noted since the first look, or whose note
   * waited then to be carried, is on its way. What only the target's triggers have noted is not:
   * nobody may write there.
   *
   * @param suspects journaled keys
   * @param then legacy's marks at the first look
   */
  Verdict look(Collection<String> suspects, Marks then) throws SQLException {
    List<Discrepancy> differing = differing(suspects);
    // Behind the rows: what is written while they are read is noted by then.
    Set<List<Object>> moving = suspects.isEmpty() ? Set.of() : now().since(then, key());
    List<Discrepancy> confirmed = new ArrayList<>();
    for (Discrepancy discrepancy : differing) {
      if (!moving.contains(KeyText.parsed(discrepancy.key(), key()))) {
        confirmed.add(discrepancy);
      }
    }
    return new Verdict(confirmed, differing.size() - confirmed.size(), moving);
  }

  /** The keys among these whose rows are not the same on both sides right now. */
  List<Discrepancy> differing(Collection<String> keys) throws SQLException {
    if (keys.isEmpty()) {
      return List.of();
    }
    if (!pair.hasKey()) {
      return differingCounts(keys);
    }
    List<String> some = List.copyOf(keys);
    Map<String, List<String>> legacy = cells(databases.legacy(), pair.legacy(), some);
    Map<String, List<String>> target = cells(databases.target(), pair.target(), some);
    List<Discrepancy> differing = new ArrayList<>();
    for (String key : some) {
      List<String> left = legacy.get(key);
      List<String> right = target.get(key);
      if (!Objects.equals(left, right)) {
        differing.add(discrepancy(key, left, right));
      }
    }
    return differing;
  }

  private List<Column> key() {
    return pair.legacy().key();
  }

  private Marks now() throws SQLException {
    String endpoint = databases.legacy().endpoint();
    try (Connection connection = connections.openPatient(endpoint)) {
      return Marks.read(connection, connections.dialect(endpoint), pair.table());
    }
  }

  /**
   * Where rows have no key, what differs is how many there are of each digest.
   *
   * @param digests with or without the numbers of rows that earlier looks have added to them
   */
  private List<Discrepancy> differingCounts(Collection<String> digests) throws SQLException {
    Map<String, Long> legacy = counts(databases.legacy(), pair.legacy());
    Map<String, Long> target = counts(databases.target(), pair.target());
    List<Discrepancy> differing = new ArrayList<>();
    for (String named : digests) {
      String digest = named.replaceFirst(" x\\d+$", "");
      long more = legacy.getOrDefault(digest, 0L) - target.getOrDefault(digest, 0L);
      if (more != 0) {
        Kind kind = more > 0 ? Kind.MISSING : Kind.EXTRA;
        String key = digest + " x" + Math.abs(more);
        differing.add(new Discrepancy(pair.table(), key, kind, List.of()));
      }
    }
    return differing;
  }

  private Map<String, Long> counts(Database database, TableShape table) throws SQLException {
    try (Connection connection = connections.openPatient(database.endpoint())) {
      return new Digests(connection, connections.dialect(database.endpoint()), table).counts();
    }
  }

  private Discrepancy discrepancy(
      String key, @Nullable List<String> left, @Nullable List<String> right) {
    if (left == null || right == null) {
      return new Discrepancy(
          pair.table(), key, left == null ? Kind.EXTRA : Kind.MISSING, List.of());
    }
    List<String> columns = new ArrayList<>();
    Map<String, Values> values = new LinkedHashMap<>();
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).equals(right.get(i))) {
        Column column = pair.legacy().columns().get(i);
        columns.add(column.key());
        values.put(
            column.key(),
            new Values(plain(left.get(i)), plain(right.get(i)), column.rule().showsValues()));
      }
    }
    return new Discrepancy(pair.table(), key, Kind.DIFFERENT, columns, values);
  }

  /** A canonical text without what makes it injective; of a long text that is its digest. */
  private static String plain(String canonical) {
    String value = canonical.substring(0, canonical.length() - 1);
    return value.equals("N") ? "NULL" : value.replaceFirst("^\\d+:", "");
  }

  private Map<String, List<String>> cells(Database database, TableShape table, List<String> keys)
      throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    StringBuilder expressions = new StringBuilder(Rows.keyText(dialect, table));
    for (Column column : table.columns()) {
      expressions.append(", ").append(CellText.expression(dialect, column));
    }
    Map<String, List<String>> cells = new HashMap<>();
    try (Connection connection = connections.openPatient(database.endpoint())) {
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

  /**
   * What the second look has found.
   *
   * @param moving how many differ because they are on their way
   * @param written keys that were written since the first look, or were on their way then
   */
  record Verdict(List<Discrepancy> confirmed, long moving, Set<List<Object>> written) {}
}
