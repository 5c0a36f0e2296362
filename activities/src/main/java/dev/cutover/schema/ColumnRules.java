package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.ColumnFacts.Trait;
import dev.cutover.database.TableFacts;
import dev.cutover.database.TablePair;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether every column has its counterpart, and can be read and written on both sides. */
final class ColumnRules {

  private final Found found;
  private final SchemaSide legacySide;
  private final SchemaSide targetSide;
  private final TypeRules types;
  private final PlanRules rules;

  ColumnRules(Found found, SchemaSide legacySide, SchemaSide targetSide) {
    this.found = found;
    this.legacySide = legacySide;
    this.targetSide = targetSide;
    this.types = new TypeRules(found);
    this.rules = new PlanRules(found);
  }

  void check(Table table, TableFacts legacy, TableFacts target) {
    Set<String> ignored = TablePair.leftOut(table);
    rules.check(table, legacy);
    collisions(Side.LEGACY, table, legacy);
    collisions(Side.TARGET, table, target);
    for (ColumnFacts column : legacy.columns()) {
      Optional<ColumnFacts> other = target.column(column.key());
      if (ignored.contains(column.key())) {
        continue;
      }
      if (other.isEmpty()) {
        missing(Side.TARGET, table, column);
        continue;
      }
      ColumnPair pair =
          new ColumnPair(table.name(), table.rule(column.name()), column, other.get());
      types.check(pair);
      nulls(pair);
      alone(legacySide, table, column);
      alone(targetSide, table, other.get());
    }
    for (ColumnFacts column : target.columns()) {
      if (ignored.contains(column.key())) {
        notFilled(table, column);
      } else if (legacy.column(column.key()).isEmpty()) {
        missing(Side.LEGACY, table, column);
      }
    }
  }

  private void collisions(Side side, Table table, TableFacts facts) {
    Set<String> seen = new HashSet<>();
    for (ColumnFacts column : facts.columns()) {
      if (!seen.add(column.key())) {
        found.column(
            SchemaFinding.NAMES_COLLIDE,
            side,
            table.name(),
            column.key(),
            "two columns differ in letter case alone: rename one of them");
      }
    }
  }

  private void missing(Side side, Table table, ColumnFacts column) {
    found.column(
        SchemaFinding.COLUMN_MISSING,
        side,
        table.name(),
        column.key(),
        "is not there (" + column.declared() + " elsewhere): create it, or ignore it in the plan");
  }

  private void notFilled(Table table, ColumnFacts column) {
    boolean filled =
        column.is(Trait.NULLABLE) || column.is(Trait.HAS_DEFAULT) || column.is(Trait.GENERATED);
    if (!filled) {
      found.column(
          SchemaFinding.COLUMN_NOT_FILLED,
          Side.TARGET,
          table.name(),
          column.key(),
          "is ignored in the plan, but NOT NULL without a default: give it one");
    }
  }

  private void nulls(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    boolean mayBeNull = a.is(Trait.NULLABLE);
    boolean takesNull = b.is(Trait.NULLABLE);
    boolean emptyIsNull =
        targetSide.dialect.emptyTextIsNull() && !legacySide.dialect.emptyTextIsNull();
    if (mayBeNull && !takesNull) {
      found.column(
          SchemaFinding.NULL_REFUSED,
          Side.TARGET,
          pair.table(),
          pair.name(),
          "is NOT NULL, and legacy's may be NULL: let the target's be so too");
    } else if (!mayBeNull && takesNull) {
      found.column(
          SchemaFinding.NULL_ALLOWED,
          Side.TARGET,
          pair.table(),
          pair.name(),
          "may be NULL, and legacy's may not");
    } else if (!takesNull && a.family().isText() && emptyIsNull) {
      found.column(
          SchemaFinding.EMPTY_TEXT_BECOMES_NULL,
          Side.TARGET,
          pair.table(),
          pair.name(),
          "is NOT NULL, and the target takes an empty text for NULL: let it be NULL");
    }
  }

  /** What stands out in a column whatever its counterpart is. */
  private void alone(SchemaSide on, Table table, ColumnFacts column) {
    if (column.is(Trait.GENERATED)) {
      column(
          on,
          SchemaFinding.GENERATED_COLUMN,
          table,
          column,
          "is generated, and can't be written: let both sides generate it, and ignore it in the"
              + " plan");
    }
    if (column.is(Trait.INVISIBLE)) {
      column(
          on,
          SchemaFinding.INVISIBLE_COLUMN,
          table,
          column,
          "is invisible: it is carried, but SELECT * of the business does not show it");
    }
    Table.SequenceRule rule = table.sequence();
    boolean aligned = rule != null && rule.column().equalsIgnoreCase(column.name());
    if (column.is(Trait.IDENTITY) && !aligned) {
      column(
          on,
          SchemaFinding.IDENTITY_NOT_ALIGNED,
          table,
          column,
          "numbers new rows itself, but the plan has no sequence for it: it may hand out numbers"
              + " that are taken");
    }
    if (column.family().isLong() && on.side == Side.LEGACY) {
      String what =
          column.family() == Family.LONG_TEXT
              ? "is a long text: compared by its digest"
              : "is long bytes: compared by their digest";
      column(on, SchemaFinding.LOB_COLUMN, table, column, what);
    }
    if (column.family().isLong() && on.facts.hasLobLocators()) {
      column(
          on,
          SchemaFinding.LOB_LOCATOR_WRITES,
          table,
          column,
          "what is written through a locator (DBMS_LOB) fires no trigger: see that the business"
              + " does not");
    }
  }

  private void column(
      SchemaSide on, SchemaFinding name, Table table, ColumnFacts column, String message) {
    found.column(name, on.side, table.name(), column.key(), message);
  }
}
