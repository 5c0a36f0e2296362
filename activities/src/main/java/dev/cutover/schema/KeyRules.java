package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.TableFacts;
import dev.cutover.database.TableFacts.UniqueKey;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table.ColumnRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether rows have the same names on both sides, and no two of legacy's one on the target. */
final class KeyRules {

  /** The journal's and the engine's tables' column for keys. */
  private static final int LONGEST_KEY = 400;

  private static final int PRINTED_TIME = "yyyy-mm-dd hh:mm:ss.ffffff;".length();
  private static final int PRINTED_UUID = 36;
  private static final int AROUND_A_TEXT = "0000:;".length();

  /** Each byte is two digits in the journal. */
  private static final int LONGEST_BINARY = 190;

  private final Found found;
  private final SchemaSide legacySide;
  private final SchemaSide targetSide;

  KeyRules(Found found, SchemaSide legacySide, SchemaSide targetSide) {
    this.found = found;
    this.legacySide = legacySide;
    this.targetSide = targetSide;
  }

  void check(String table, TableFacts legacy, TableFacts target) throws SQLException {
    List<String> key = legacy.primaryKey().map(UniqueKey::columns).orElse(List.of());
    List<String> other = target.primaryKey().map(UniqueKey::columns).orElse(List.of());
    if (!other.equals(key)) {
      found.table(
          SchemaFinding.KEY_DIFFERS,
          Side.TARGET,
          table,
          "the primary key is "
              + key
              + " on legacy and "
              + other
              + " on the target: give both the same");
      return;
    }
    if (key.isEmpty()) {
      found.table(
          SchemaFinding.TABLE_WITHOUT_KEY,
          null,
          table,
          "no row can be named without a primary key: after any change the table is written whole,"
              + " which is refused for more than 1,000,000 rows; give it a key if it can have one");
    }
    types(table, key, legacy, target);
    unique(table, legacy, target);
    collations(table, legacy, target);
  }

  private void types(String table, List<String> key, TableFacts legacy, TableFacts target) {
    int length = 0;
    for (String name : key) {
      Optional<ColumnFacts> a = legacy.column(name);
      Optional<ColumnFacts> b = target.column(name);
      if (a.isEmpty() || b.isEmpty()) {
        continue;
      }
      length += length(a.get());
      ColumnPair pair = new ColumnPair(table, ColumnRule.NONE, a.get(), b.get());
      String unsupported =
          Stream.of(a.get(), b.get())
              .map(KeyRules::unsupported)
              .filter(why -> !why.isEmpty())
              .findFirst()
              .orElse("");
      if (!unsupported.isEmpty()) {
        found.column(
            SchemaFinding.KEY_UNSUPPORTED,
            null,
            table,
            name,
            pair.types() + ": " + unsupported + ": key the table by another column");
      } else if (pair.isComparable() && !isOneText(a.get(), b.get())) {
        found.column(
            SchemaFinding.KEY_TYPE_DIFFERS,
            null,
            table,
            name,
            pair.types() + ": give both one type");
      }
    }
    if (length > LONGEST_KEY) {
      found.table(
          SchemaFinding.KEY_LONGER_THAN_THE_JOURNAL,
          Side.LEGACY,
          table,
          "a key may have "
              + length
              + " characters, the journal takes "
              + LONGEST_KEY
              + " and refuses the business's write of a longer one");
    }
  }

  /** Why the journal can't name rows by such a column; empty if it can. */
  private static String unsupported(ColumnFacts column) {
    return switch (column.family()) {
      case LONG_TEXT, LONG_BINARY, JSON -> "the journal has no room for its text";
      case SINGLE, DOUBLE, CLOCK -> "databases print it in different ways";
      case ZONED, INSTANT -> "an instant is printed in the zone of each session";
      case BINARY, FIXED_BINARY ->
          column.bytes() > LONGEST_BINARY ? "more than " + LONGEST_BINARY + " bytes" : "";
      default -> "";
    };
  }

  /** Whether both sides print a value alike. */
  private static boolean isOneText(ColumnFacts a, ColumnFacts b) {
    return a.family().isBinary() == b.family().isBinary() && scale(a) == scale(b);
  }

  /** Digits behind the point: a key's text must be the same on both sides. */
  private static int scale(ColumnFacts column) {
    Integer scale = column.scale();
    return column.family().isTime() ? column.fraction() : scale == null ? 0 : Math.max(0, scale);
  }

  private static int length(ColumnFacts column) {
    if (column.family().isText()) {
      return (int) Math.min(Short.MAX_VALUE, column.chars()) + AROUND_A_TEXT;
    } else if (column.family() == Family.UUID) {
      return PRINTED_UUID + AROUND_A_TEXT;
    } else if (column.family().isBinary()) {
      return (int) Math.min(Short.MAX_VALUE, 2 * Math.min(Short.MAX_VALUE, column.bytes())) + 1;
    }
    return column.family().isTime()
        ? PRINTED_TIME
        : String.valueOf(column.largest()).length() + scale(column) + 3;
  }

  private void unique(String table, TableFacts legacy, TableFacts target) {
    for (UniqueKey key : target.keys()) {
      if (legacy.keys().stream().noneMatch(own -> key.columns().containsAll(own.columns()))) {
        found.table(
            SchemaFinding.UNIQUE_KEY_ADDED,
            Side.TARGET,
            table,
            key.name()
                + key.columns()
                + " is unique on the target alone: legacy's rows may be refused");
      }
    }
    for (UniqueKey key : legacy.keys()) {
      if (target.keys().stream().noneMatch(own -> own.columns().equals(key.columns()))) {
        found.table(
            SchemaFinding.UNIQUE_KEY_MISSING,
            Side.TARGET,
            table,
            key.name() + key.columns() + " is unique on legacy alone: make it so on the target");
      }
    }
  }

  private void collations(String table, TableFacts legacy, TableFacts target) throws SQLException {
    Set<String> seen = new HashSet<>();
    for (UniqueKey key : target.keys()) {
      for (String name : key.columns()) {
        Optional<ColumnFacts> a = legacy.column(name);
        Optional<ColumnFacts> b = target.column(name);
        if (a.isPresent() && b.isPresent() && b.get().family().isText() && seen.add(name)) {
          List<String> equated =
              new ArrayList<>(targetSide.facts.equated(targetSide.connection, b.get()));
          equated.removeAll(legacySide.facts.equated(legacySide.connection, a.get()));
          if (!equated.isEmpty()) {
            found.column(
                SchemaFinding.COLLATION_EQUATES_KEYS,
                Side.TARGET,
                table,
                name,
                b.get().collation()
                    + " does not tell apart "
                    + String.join(", ", equated)
                    + ", so that rows of legacy may become one: make it binary without padding");
          }
        }
      }
    }
  }
}
