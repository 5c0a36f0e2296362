package dev.cutover.database;

import dev.cutover.activity.Databases;
import dev.cutover.activity.FailureType;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same table on both sides, its columns in one order.
 *
 * @param sentRows reads rows of either side that, printed, are equal values if they are equal
 *     bytes; null if the two don't print alike
 * @param storedAlike whether that is true of rows as they are stored, too
 */
public record TablePair(
    String table,
    TableShape legacy,
    TableShape target,
    SentRows.@Nullable Reader sentRows,
    boolean storedAlike) {

  /**
   * Reads both catalogs.
   *
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if the two do not fit
   */
  public static TablePair read(Connections connections, Databases databases, Table table)
      throws SQLException {
    TableShape legacy = shape(connections, databases, Side.LEGACY, table);
    TableShape target = shape(connections, databases, Side.TARGET, table);
    List<String> misfits = misfits(legacy, target, table);
    if (!misfits.isEmpty()) {
      throw FailureType.PRECONDITION.because(table.name() + ": " + String.join("; ", misfits));
    }
    List<Column> left = new ArrayList<>();
    List<Column> right = new ArrayList<>();
    for (int i = 0; i < legacy.columns().size(); i++) {
      Column a = legacy.columns().get(i);
      Column b = target.columns().get(i);
      left.add(Likeness.alike(a, b, table.rule(a.name())));
      right.add(Likeness.alike(b, a, table.rule(a.name())));
    }
    TableShape one = with(legacy, left);
    int most = longestText(connections, databases);
    for (int i : Likeness.digested(left, right, one.key(), most)) {
      left.set(i, digested(left.get(i)));
      right.set(i, digested(right.get(i)));
    }
    return new TablePair(
        table.name(),
        with(legacy, left),
        with(target, right),
        sentRows(connections, databases, left, right),
        areAll(left, right, Likeness::isStoredAlike));
  }

  private static SentRows.@Nullable Reader sentRows(
      Connections connections, Databases databases, List<Column> left, List<Column> right) {
    Dialect legacy = connections.dialect(databases.legacy().endpoint());
    Dialect target = connections.dialect(databases.target().endpoint());
    boolean alike =
        legacy.getClass().equals(target.getClass())
            && areAll(left, right, Likeness::isPrintedAlike);
    return alike ? target.sentRows() : null;
  }

  private static boolean areAll(
      List<Column> left, List<Column> right, BiPredicate<Column, Column> alike) {
    return IntStream.range(0, left.size()).allMatch(i -> alike.test(left.get(i), right.get(i)));
  }

  private static int longestText(Connections connections, Databases databases) {
    return Math.min(
        connections.dialect(databases.legacy().endpoint()).longestText(),
        connections.dialect(databases.target().endpoint()).longestText());
  }

  private static Column digested(Column column) {
    Column.Kind kind = Likeness.digest(column.kind());
    return kind == null ? column : column.as(kind);
  }

  private static TableShape shape(
      Connections connections, Databases databases, Side side, Table table) throws SQLException {
    String endpoint = databases.of(side).endpoint();
    try (Connection connection = connections.openPatient(endpoint)) {
      return Catalog.shape(connection, connections.dialect(endpoint), table.name(), leftOut(table));
    }
  }

  /** The columns that the plan leaves out, in upper case. */
  public static Set<String> leftOut(Table table) {
    return table.columns().entrySet().stream()
        .filter(column -> column.getValue().leftOut())
        .map(column -> column.getKey().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** In what way the two shapes do not fit, or the plan's rules do not fit them. */
  public static List<String> misfits(TableShape legacy, TableShape target, Table table) {
    List<String> left = legacy.columns().stream().map(Column::key).toList();
    List<String> right = target.columns().stream().map(Column::key).toList();
    List<String> misfits = new ArrayList<>();
    left.stream()
        .filter(name -> !right.contains(name))
        .forEach(name -> misfits.add("column " + name + " is missing on the target"));
    right.stream()
        .filter(name -> !left.contains(name))
        .forEach(name -> misfits.add("column " + name + " is missing on legacy"));
    if (!keys(legacy).equals(keys(target))) {
      misfits.add("primary keys differ: " + keys(legacy) + " and " + keys(target));
    }
    misfits.addAll(KeyFit.misfits(legacy, target, table));
    for (Column a : legacy.columns()) {
      target.columns().stream()
          .filter(b -> b.key().equals(a.key()) && Likeness.common(a, b).isEmpty())
          .forEach(b -> misfits.add("column " + a.key() + ": " + a.kind() + " and " + b.kind()));
    }
    misfits.addAll(rulesThatDoNotFit(legacy, table));
    return misfits;
  }

  private static List<String> rulesThatDoNotFit(TableShape legacy, Table table) {
    List<String> misfits = new ArrayList<>();
    for (String name : table.columns().keySet()) {
      legacy.columns().stream()
          .filter(column -> column.key().equalsIgnoreCase(name))
          .map(column -> Likeness.misfit(column, table.rule(name)))
          .filter(misfit -> !misfit.isEmpty())
          .forEach(misfits::add);
    }
    return misfits;
  }

  private static List<String> keys(TableShape shape) {
    return shape.key().stream().map(Column::key).toList();
  }

  private static TableShape with(TableShape shape, List<Column> columns) {
    List<Column> key =
        shape.key().stream()
            .flatMap(part -> columns.stream().filter(column -> column.key().equals(part.key())))
            .toList();
    return new TableShape(shape.plain(), shape.name(), List.copyOf(columns), key);
  }

  /** Whether the journal can name a single row. */
  public boolean hasKey() {
    return !legacy.key().isEmpty();
  }

  public TableShape of(Side side) {
    return side == Side.LEGACY ? legacy : target;
  }
}
