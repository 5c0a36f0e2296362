package dev.cutover.bench;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.comparison.DatabaseComparison;

/** The comparison of one table as a program: {@code DIR:PORT LEGACY TARGET ATTEMPT}. */
final class CompareProgram {

  /** As workers have it. */
  static final long ROWS_AT_ONCE = 50_000;

  private CompareProgram() {}

  /** Prints how many discrepancies were confirmed; they are in the engine's table on legacy. */
  public static void main(String[] arguments) {
    try (TwoSides sides = new TwoSides(MySql.of(arguments[0]), arguments[1], arguments[2])) {
      TableComparison found =
          new DatabaseComparison(sides.connections, TwoSides.QUIET, ROWS_AT_ONCE)
              .compare(arguments[3], sides.both, TwoSides.ORDERS);
      System.out.println(found.confirmed());
    }
  }
}
