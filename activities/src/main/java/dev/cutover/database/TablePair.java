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
import java.util.stream.Collectors;

/** The same table on both sides, its columns in one order. */
public record TablePair(String table, TableShape legacy, TableShape target) {

  /**
   * Reads both catalogs.
   *
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if the two do not fit
   */
  public static TablePair read(Connections connections, Databases databases, Table table)
      throws SQLException {
    TableShape legacy = shape(connections, databases, Side.LEGACY, table);
    TableShape target = shape(connections, databases, Side.TARGET, table);
    List<String> misfits = misfits(legacy, target);
    if (!misfits.isEmpty()) {
      throw FailureType.PRECONDITION.because(table.name() + ": " + String.join("; ", misfits));
    }
    List<Column> left = new ArrayList<>();
    List<Column> right = new ArrayList<>();
    for (int i = 0; i < legacy.columns().size(); i++) {
      Column a = legacy.columns().get(i);
      Column b = target.columns().get(i);
      left.add(alike(a, b));
      right.add(alike(b, a));
    }
    return new TablePair(table.name(), with(legacy, left), with(target, right));
  }

  /**
   * A column as it is compared with its counterpart: numbers with the digits of the finer side, so
   * that none is hidden, and texts as long ones where one side's is.
   */
  private static Column alike(Column column, Column other) {
    boolean number = column.kind() == Column.Kind.NUMBER;
    int scale = number ? Math.max(column.scale(), other.scale()) : column.scale();
    Column.Kind kind =
        other.kind() == Column.Kind.LONG_TEXT ? Column.Kind.LONG_TEXT : column.kind();
    return new Column(column.name(), kind, scale, column.position());
  }

  private static TableShape shape(
      Connections connections, Databases databases, Side side, Table table) throws SQLException {
    String endpoint = databases.of(side).endpoint();
    try (Connection connection = connections.open(endpoint)) {
      return Catalog.shape(connection, connections.dialect(endpoint), table.name(), leftOut(table));
    }
  }

  public static Set<String> leftOut(Table table) {
    return table.columns().keySet().stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** In what way the two shapes do not fit; empty if they do. */
  public static List<String> misfits(TableShape legacy, TableShape target) {
    List<String> left = legacy.columns().stream().map(Column::key).toList();
    List<String> right = target.columns().stream().map(Column::key).toList();
    List<String> misfits = new ArrayList<>();
    left.stream()
        .filter(name -> !right.contains(name))
        .forEach(name -> misfits.add("column " + name + " is missing on the target"));
    right.stream()
        .filter(name -> !left.contains(name))
        .forEach(name -> misfits.add("column " + name + " is missing on legacy"));
    if (legacy.key().isEmpty()) {
      misfits.add("no primary key on legacy");
    }
    if (!keys(legacy).equals(keys(target))) {
      misfits.add("primary keys differ: " + keys(legacy) + " and " + keys(target));
    }
    misfits.addAll(keysThatCannotTravel(legacy, target));
    for (Column a : legacy.columns()) {
      target.columns().stream()
          .filter(b -> b.key().equals(a.key()) && !sameKind(a, b))
          .forEach(b -> misfits.add("column " + a.key() + ": " + a.kind() + " and " + b.kind()));
    }
    return misfits;
  }

  /** The journal names rows by their keys' texts, which must be the same text on either side. */
  private static List<String> keysThatCannotTravel(TableShape legacy, TableShape target) {
    List<String> misfits = new ArrayList<>();
    for (Column a : legacy.key()) {
      for (Column b : target.key()) {
        if (a.key().equals(b.key())) {
          String why = cannotTravel(a, b);
          if (!why.isEmpty()) {
            misfits.add("key column " + a.key() + " " + why);
          }
        }
      }
    }
    return misfits;
  }

  private static String cannotTravel(Column a, Column b) {
    if (a.kind() == Column.Kind.BINARY || b.kind() == Column.Kind.BINARY) {
      return "is binary, which the journal can't name rows by yet: leave the table out of the plan";
    }
    if (a.kind() == Column.Kind.LONG_TEXT || b.kind() == Column.Kind.LONG_TEXT) {
      return "is a long text, which the journal can't name rows by: give it a limited length";
    }
    if (a.kind() != b.kind()) {
      return "is " + a.kind() + " on legacy and " + b.kind() + " on the target: give both one type";
    }
    return Math.max(0, a.scale()) == Math.max(0, b.scale())
        ? ""
        : "has scale %d on legacy and %d on the target: give both one type"
            .formatted(a.scale(), b.scale());
  }

  private static boolean sameKind(Column a, Column b) {
    boolean texts = isText(a) && isText(b);
    return texts || a.kind() == b.kind();
  }

  private static boolean isText(Column column) {
    return column.kind() == Column.Kind.TEXT || column.kind() == Column.Kind.LONG_TEXT;
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

  public TableShape of(Side side) {
    return side == Side.LEGACY ? legacy : target;
  }
}
