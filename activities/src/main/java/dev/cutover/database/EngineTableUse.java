package dev.cutover.database;

import dev.cutover.plan.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the engine does with one of its tables, for databases where they stand among the business's
 * and are granted one by one.
 *
 * @param onLegacy rights that it needs there beside that of making the table; empty for none
 * @param onTarget likewise
 * @param emptied whether {@code reset} deletes its rows
 * @param holds what it is for
 */
record EngineTableUse(
    String table, String onLegacy, String onTarget, boolean emptied, String holds) {

  private static final String DELETE = "DELETE";
  private static final Pattern COMMA = Pattern.compile(", ");

  static final List<EngineTableUse> ALL =
      List.of(
          onBoth(
              "fence",
              "SELECT, INSERT, UPDATE",
              false,
              "which side is live; the journal refers to it"),
          onBoth("token", "SELECT, INSERT, UPDATE", false, "which attempt may write"),
          onBoth("journal", "SELECT, INSERT, DELETE", true, "keys of rows that the business wrote"),
          onBoth("dirty", "SELECT, INSERT, DELETE", true, "such keys, once they are carried"),
          onTarget("chunk", "SELECT, INSERT, UPDATE, DELETE", "how far each copy is"),
          onLegacy("certificate", "SELECT, INSERT, UPDATE, DELETE", "what was found equal"),
          onTarget("seal", "SELECT, INSERT, UPDATE, DELETE", "the other half of certificates"),
          onLegacy("discrepancy", "SELECT, INSERT, DELETE", "what was found different"),
          onLegacy("repair", "INSERT", "what a repair has written over"),
          onBoth("proof", "SELECT, INSERT, DELETE", true, "the tables as init found them"),
          new EngineTableUse(
              "ledger", "SELECT, INSERT", "", false, "what happened; nothing ever changes there"),
          onTarget("refused", "SELECT, INSERT, DELETE", "rows that legacy did not take back"),
          onTarget("throttle", "SELECT, INSERT, UPDATE", "how fast copies may write"));

  private static EngineTableUse onBoth(String table, String rights, boolean emptied, String holds) {
    return new EngineTableUse(table, rights, rights, emptied, holds);
  }

  private static EngineTableUse onLegacy(String table, String rights, String holds) {
    return new EngineTableUse(table, rights, "", true, holds);
  }

  private static EngineTableUse onTarget(String table, String rights, String holds) {
    return new EngineTableUse(table, "", rights, true, holds);
  }

  /**
   * All rights that it takes.
   *
   * @param reset whether its rows may be deleted by {@code reset}
   */
  List<String> rights(Side side, boolean reset) {
    List<String> rights = new ArrayList<>(List.of("CREATE"));
    String own = side == Side.LEGACY ? onLegacy : onTarget;
    if (!own.isEmpty()) {
      COMMA.splitAsStream(own).forEach(rights::add);
    }
    if (reset && emptied && !rights.contains(DELETE)) {
      rights.add(DELETE);
    }
    return rights;
  }

  /** Whether nothing but {@code reset} deletes its rows. */
  boolean isDeletedByResetAlone(Side side) {
    return rights(side, true).size() > rights(side, false).size();
  }
}
