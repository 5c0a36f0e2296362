package dev.cutover.bench;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.plan.Side;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * What the comparison at the freeze reads and sends, with as many changes in a table as in one ten
 * times as large; the server itself counts.
 */
final class FreezeMeasurement {

  private static final String A = "freeze_legacy";
  private static final String B = "freeze_target";
  private static final long CHANGES = 500;
  private static final int ROUNDS = 50;

  private final MySql server;
  private final long rows;

  FreezeMeasurement(MySql server, long rows) {
    this.server = server;
    this.rows = rows;
  }

  void measure(Report report) throws Exception {
    Cost small = cost(rows / 10);
    Cost large = cost(rows);
    report.note(
        "The comparison at the freeze, %,d changes".formatted(CHANGES),
        "| rows of the table | rows compared | statements | rows read | seconds |\n"
            + "|---|---|---|---|---|\n"
            + small.line(rows / 10)
            + "\n"
            + large.line(rows));
    report.figure(
        Figure.atMost(
            "freeze_rows_compared_10x",
            Math.max(large.compared() / small.compared(), large.statements() / small.statements()),
            1.1,
            "rows compared or statements sent at the freeze, a table ten times as large to one"));
  }

  private Cost cost(long some) throws Exception {
    Orders.fill(server, A, some);
    Orders.same(server, A, B);
    try (TwoSides sides = new TwoSides(server, A, B)) {
      Conductor conductor = sides.prepare();
      Comparison comparison = new Comparison(sides);
      // Hours before the freeze all was compared; what the business does from then on counts.
      equal(comparison.all(conductor.attempt()));
      change(sides, some);
      sides.sync().delta(conductor, sides.both, Side.LEGACY, List.of(TwoSides.ORDERS), ROUNDS);
      double readBefore = status("Innodb_rows_read");
      double statementsBefore = status("Questions");
      long begin = System.nanoTime();
      TableComparison found = comparison.frozen(conductor.attempt());
      double seconds = (System.nanoTime() - begin) / 1e9;
      equal(found);
      return new Cost(
          found.compared(),
          status("Questions") - statementsBefore,
          status("Innodb_rows_read") - readBefore,
          seconds);
    }
  }

  private void change(TwoSides sides, long some) throws SQLException {
    try (var business = sides.connections.openAsBusiness(TwoSides.LEGACY);
        var statement = business.createStatement()) {
      statement.executeUpdate(
          "UPDATE orders SET net = net + 1"
              + " WHERE CAST(SUBSTRING(order_no, 5) AS UNSIGNED) MOD %d = 0 LIMIT %d"
                  .formatted(some / CHANGES, CHANGES));
    }
  }

  private static void equal(TableComparison found) {
    if (!found.equal()) {
      throw new IllegalStateException("both sides hold the same, but " + found.examples());
    }
  }

  private double status(String name) throws SQLException {
    return Double.parseDouble(
        server.cell(
            "SELECT VARIABLE_VALUE FROM performance_schema.global_status WHERE VARIABLE_NAME = '"
                + name
                + "'"));
  }

  /**
   * @param compared rows whose cells were compared
   * @param read rows that the server went through for it, of both sides, in counting too
   */
  private record Cost(double compared, double statements, double read, double seconds) {

    String line(long tableRows) {
      return String.format(
          Locale.ROOT,
          "| %,d | %,.0f | %,.0f | %,.0f | %.2f |",
          tableRows,
          compared,
          statements,
          read,
          seconds);
    }
  }
}
