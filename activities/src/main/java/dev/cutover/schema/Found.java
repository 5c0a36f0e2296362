package dev.cutover.schema;

import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.SchemaFinding.Severity;
import dev.cutover.plan.Side;
import dev.cutover.plan.Waiver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects findings, and marks those that the plan waives. */
final class Found {

  private final List<Waiver> waivers;
  private final Set<Waiver> used = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  Found(List<Waiver> waivers) {
    this.waivers = waivers;
  }

  void server(SchemaFinding name, Side side, String message) {
    add(name, side, null, null, message);
  }

  void table(SchemaFinding name, @Nullable Side side, String table, String message) {
    add(name, side, table, null, message);
  }

  void column(
      SchemaFinding name, @Nullable Side side, String table, String column, String message) {
    add(name, side, table, column, message);
  }

  /** Something about two types that do not fit. */
  void pair(SchemaFinding name, ColumnPair pair, String todo) {
    column(name, Side.TARGET, pair.table(), pair.name(), pair.types() + ": " + todo);
  }

  /** The same, where the plan's rule says that it is meant so. */
  void ruled(SchemaFinding name, ColumnPair pair, String why) {
    findings.add(
        new Finding(
            name,
            Severity.INFO,
            Side.TARGET,
            pair.table(),
            pair.name(),
            pair.types() + ": " + why,
            null));
  }

  private void add(
      SchemaFinding name,
      @Nullable Side side,
      @Nullable String table,
      @Nullable String column,
      String message) {
    Waiver waiver =
        waivers.stream().filter(each -> covers(each, name, table, column)).findFirst().orElse(null);
    if (waiver != null) {
      used.add(waiver);
    }
    String waivedBy = waiver == null ? null : waiver.by();
    findings.add(new Finding(name, name.severity(), side, table, column, message, waivedBy));
  }

  private static boolean covers(
      Waiver waiver, SchemaFinding name, @Nullable String table, @Nullable String column) {
    return waiver.finding() == name
        && name.isWaivable()
        && (waiver.table() == null || waiver.table().equalsIgnoreCase(table))
        && (waiver.column() == null || waiver.column().equalsIgnoreCase(column));
  }

  /** All findings, the waivers that cover none of them at the end. */
  List<Finding> all() {
    for (Waiver waiver : waivers) {
      if (!used.contains(waiver)) {
        add(
            SchemaFinding.WAIVER_UNUSED,
            null,
            waiver.table(),
            waiver.column(),
            waiver.finding().key() + " is waived but not found: take the waiver out of the plan");
      }
    }
    return List.copyOf(findings);
  }
}
