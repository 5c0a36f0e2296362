package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Values;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.ColumnRule;
import dev.cutover.plan.Table.Mask;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outside the databases a value is seen only where the plan says so. */
final class MaskTest {

  private static final Discrepancy MASKED =
      new Discrepancy("ORDERS", "2;", Kind.DIFFERENT, List.of("NAME", "TOTAL"));

  private final TwoDatabases data;

  MaskTest() throws SQLException {
    data = new TwoDatabases();
  }

  @BeforeEach
  void anOrderDiffersInItsNameAndItsTotal() throws SQLException {
    data.orders(3);
    data.copyAll();
    data.delta();
    data.asEngine(data.target, "UPDATE orders SET name = 'wrong', total = 7 WHERE order_id = 2");
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private static Table orders(Map<String, ColumnRule> rules) {
    return new Table("ORDERS", null, rules);
  }

  private static ColumnRule shown() {
    return new ColumnRule(null, null, null, null, null, null, Mask.NONE, "no person's data");
  }

  private List<Discrepancy> listed() {
    return data.comparison.discrepancies(data.run.attempt(), data.both, "ORDERS", "", 10);
  }

  @Test
  void noValueIsShownUnlessThePlanSaysSo() {
    TableComparison compared = data.compare(orders(Map.of()));

    assertEquals(List.of(MASKED), compared.examples());
    assertEquals(List.of(MASKED), listed());
  }

  @Test
  void theColumnsThatThePlanLetsBeShownAreListedWithBothValuesAndNoOthers() throws SQLException {
    TableComparison compared = data.compare(orders(Map.of("total", shown())));

    assertEquals(List.of(MASKED), compared.examples());
    Values values = new Values("2.50", "7.00", true);
    assertEquals(
        List.of(
            new Discrepancy(
                "ORDERS", "2;", Kind.DIFFERENT, List.of("NAME", "TOTAL"), Map.of("TOTAL", values))),
        listed());
    assertEquals(
        "{\"NAME\":{\"legacy\":\"order 2\",\"target\":\"wrong\"},"
            + "\"TOTAL\":{\"legacy\":\"2.50\",\"target\":\"7.00\",\"shown\":true}}",
        data.cell(data.legacy, "SELECT vals FROM CUTOVER.CUTOVER_DISCREPANCY"));
  }

  @Test
  void whatIsShownIsComparedAsItIs() throws SQLException {
    data.asEngine(data.target, "UPDATE orders SET name = 'order 2', total = 2.5");

    TableComparison compared = data.compare(orders(Map.of("NAME", shown(), "TOTAL", shown())));

    assertEquals(2, compared.confirmed());
  }
}
