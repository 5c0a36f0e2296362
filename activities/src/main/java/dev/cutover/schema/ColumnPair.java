package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.plan.Table.ColumnRule;

/**
 * A column on both sides.
 *
 * @param rule what the plan says of it
 */
record ColumnPair(String table, ColumnRule rule, ColumnFacts legacy, ColumnFacts target) {

  /** Longer bytes are digested, and so aren't held against a UUID. */
  private static final long LONGEST_BYTES_OF_A_UUID = 1_000;

  String name() {
    return legacy.key();
  }

  /** Both types, as a message shows them. */
  String types() {
    return legacy.declared() + " on legacy, " + target.declared() + " on the target";
  }

  /** Whether both are of such a family. */
  boolean both(Family family) {
    return legacy.family() == family && target.family() == family;
  }

  /** Whether there is one form in which values of both can be held against each other. */
  boolean isComparable() {
    Family a = legacy.family();
    Family b = target.family();
    return a == b
        || (a.isFloating() && b.isFloating())
        || (a.isText() && b.isText())
        || (a.isTime() && b.isTime())
        || (a.isBinary() && b.isBinary())
        || isOneWithAnother(legacy, target)
        || isOneWithAnother(target, legacy);
  }

  private static boolean isOneWithAnother(ColumnFacts one, ColumnFacts other) {
    boolean isText = other.family().isText();
    return switch (one.family()) {
      case UUID -> isText || isShort(other);
      case JSON -> isText && other.family() != Family.LIST;
      default -> false;
    };
  }

  private static boolean isShort(ColumnFacts column) {
    return column.family().isBinary()
        && column.family() != Family.LONG_BINARY
        && column.bytes() <= LONGEST_BYTES_OF_A_UUID;
  }
}
