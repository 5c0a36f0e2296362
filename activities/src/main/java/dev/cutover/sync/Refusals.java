package dev.cutover.sync;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one round could not carry, or carried and found otherwise, by table and key. */
final class Refusals {

  private final Map<Row, Refusal> byRow = new LinkedHashMap<>();

  void refuse(String table, String key, String reason) {
    byRow.put(new Row(table, key), new Refusal(Kind.REFUSED, reason));
  }

  /** A row that was refused is unequal too, and stays listed as refused. */
  void unequal(String table, String key) {
    byRow.putIfAbsent(new Row(table, key), new Refusal(Kind.UNEQUAL, "differs after the carrying"));
  }

  long refused() {
    return byRow.values().stream().filter(refusal -> refusal.kind() == Kind.REFUSED).count();
  }

  Map<Row, Refusal> byRow() {
    return byRow;
  }

  /** One row of one table, as the journal calls both. */
  record Row(String table, String key) {}

  /** In what way a row is not as it should be. */
  enum Kind {
    REFUSED,
    UNEQUAL
  }

  /** What is to be decided about a row. */
  record Refusal(Kind kind, String reason) {}
}
