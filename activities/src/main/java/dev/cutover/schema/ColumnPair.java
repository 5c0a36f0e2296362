package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;

/** A column on both sides. */
record ColumnPair(String table, ColumnFacts legacy, ColumnFacts target) {

  String name() {
    return legacy.key();
  }

  /** Both types, as a message shows them. */
  String types() {
    return legacy.declared() + " on legacy, " + target.declared() + " on the target";
  }
}
