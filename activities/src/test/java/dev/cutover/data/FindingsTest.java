package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.TABLES;
import static dev.cutover.data.TwoDatabases.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FailureType;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.SequenceRule;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What would stop a later step, or a rollback, is found before anything moves. */
final class FindingsTest {

  private final TwoDatabases data;

  FindingsTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  private void onBothSides(String legacy, String target) throws SQLException {
    data.asEngine(data.legacy, legacy);
    data.asEngine(data.target, target);
  }

  private static Table table(String name, @Nullable SequenceRule sequence) {
    return new Table(name, sequence, Map.of());
  }

  /** The findings of a table whose triggers are there. */
  private List<String> findings(Table table) {
    data.sync.prepare(data.legacy, List.of(table));
    data.sync.prepare(data.target, List.of(table));
    return data.sync.findings(data.both, TwoDatabases.scope(List.of(table)));
  }

  private void assertFound(Table table, String... expected) {
    List<String> found = findings(table);
    assertEquals(expected.length, found.size(), found::toString);
    for (int i = 0; i < expected.length; i++) {
      String finding = found.get(i);
      assertTrue(finding.contains(table.name()) && finding.contains(expected[i]), finding);
    }
  }

  @Test
  void tablesThatFitHaveNoFindings() {
    assertEquals(List.of(), data.sync.findings(data.both, TwoDatabases.scope(TABLES)));
  }

  @Test
  void keysOfDifferentScalesAreRefused() throws SQLException {
    onBothSides(
        "CREATE TABLE OMS.RATES (ID NUMBER(12,2) PRIMARY KEY)",
        "CREATE TABLE rates (id BIGINT PRIMARY KEY)");
    assertFound(table("RATES", null), "number-scale-too-short", "key-type-differs: RATES.ID");
    assertFails(
        FailureType.PRECONDITION, () -> data.sync.split(data.both, table("RATES", null), 100));
  }

  @Test
  void keysOfDifferentKindsAreRefused() throws SQLException {
    onBothSides(
        "CREATE TABLE OMS.RATES (ID VARCHAR2(12) PRIMARY KEY)",
        "CREATE TABLE rates (id BIGINT PRIMARY KEY)");
    assertTrue(
        findings(table("RATES", null))
            .toString()
            .contains("type-differs: TARGET RATES.ID: VARCHAR2(12) on legacy, bigint"));
  }

  @Test
  void binaryKeysOfSomeBytesAreTakenAndLongerOnesRefused() throws SQLException {
    onBothSides(
        "CREATE TABLE OMS.RATES (ID RAW(16) PRIMARY KEY)",
        "CREATE TABLE rates (id VARBINARY(16) PRIMARY KEY)");
    assertFound(table("RATES", null));
    onBothSides(
        "CREATE TABLE OMS.SIGNATURES (ID RAW(195) PRIMARY KEY)",
        "CREATE TABLE signatures (id VARBINARY(195) PRIMARY KEY)");
    assertFound(
        table("SIGNATURES", null),
        "key-unsupported: SIGNATURES.ID: RAW(195) on legacy, varbinary(195) on the target: more"
            + " than 190 bytes");
  }

  @Test
  void keysThatEachSessionPrintsInItsOwnZoneAreRefused() throws SQLException {
    onBothSides(
        "CREATE TABLE OMS.TICKS (AT TIMESTAMP(6) PRIMARY KEY)",
        "CREATE TABLE ticks (at TIMESTAMP(6) PRIMARY KEY)");
    assertFound(
        table("TICKS", null),
        "time-out-of-range: TARGET TICKS.AT",
        "key-unsupported: TICKS.AT: TIMESTAMP(6) on legacy, timestamp(6) on the target: an instant");
  }

  @Test
  void aTypeWithoutASafeFormIsNamedWithItsTableColumnAndWhatToDo() throws SQLException {
    data.asEngine(data.target, "CREATE TABLE shapes (id BIGINT PRIMARY KEY, place GEOMETRY)");
    data.asEngine(
        data.legacy, "CREATE TABLE OMS.SHAPES (ID NUMBER(10) PRIMARY KEY, PLACE GEOMETRY)");
    String finding =
        data.sync
            .findings(data.both, TwoDatabases.scope(List.of(table("SHAPES", null))))
            .toString();
    assertTrue(
        finding.contains("unsupported-type: LEGACY SHAPES.PLACE: GEOMETRY has no form"), finding);
    assertTrue(finding.contains("leave the column out in the plan (columns, ignore)"), finding);
  }

  @Test
  void aRuleThatDoesNotFitItsColumnIsFound() throws SQLException {
    Table.ColumnRule rule =
        new Table.ColumnRule(null, 2, null, null, null, null, null, "a mistake");
    Table orders = new Table("ORDERS", null, Map.of("name", rule));
    assertFound(
        orders,
        "rule-unfit: ORDERS.NAME: is VARCHAR2(100), but its rule does not fit: scale is for"
            + " numbers");
    assertFound(
        new Table("STOCK", null, Map.of("PRODUCT", rule)),
        "rule-unfit: STOCK.PRODUCT: is NUMBER(10), but its rule does not fit: a key is carried");
  }

  @Test
  void aColumnOfAKeyIsNeverLeftOut() throws SQLException {
    Table.ColumnRule ignored = Table.ColumnRule.ignored("nobody needs it");
    Table stock = new Table("STOCK", null, Map.of("product", ignored));
    String finding = data.sync.findings(data.both, TwoDatabases.scope(List.of(stock))).get(0);
    assertTrue(finding.contains("rule-unfit: STOCK.PRODUCT: is NUMBER(10)"), finding);
    assertFails(FailureType.PRECONDITION, () -> data.sync.split(data.both, stock, 100));
  }

  @Test
  void aTableWithoutAKeyOnEitherSideStopsNothing() throws SQLException {
    onBothSides(
        "CREATE TABLE OMS.RATES (RATE NUMBER(9,2))", "CREATE TABLE rates (rate DECIMAL(9,2))");
    assertFound(table("RATES", null));
  }

  @Test
  void aSequenceThatIsNotThereIsFound() {
    assertFound(
        table("ORDERS", new SequenceRule("ORDER_SEQQ", "ORDER_ID")),
        "sequence OMS.ORDER_SEQQ is not there");
  }

  @Test
  void aSequenceOfAnotherSchemaIsNotTakenForTheTables() throws SQLException {
    data.asEngine(data.legacy, "CREATE SCHEMA BACKUP");
    data.asEngine(data.legacy, "CREATE SEQUENCE BACKUP.OTHER_SEQ");
    assertFound(
        table("ORDERS", new SequenceRule("OTHER_SEQ", "ORDER_ID")),
        "sequence OMS.OTHER_SEQ is not there");
  }

  @Test
  void aSequenceColumnThatIsNotThereIsFoundOnBothSides() {
    assertFound(
        table("ORDERS", new SequenceRule("ORDER_SEQ", "ORDER_NO")),
        "sequence-missing: LEGACY ORDERS: there is no column ORDER_NO",
        "sequence-missing: TARGET ORDERS: there is no column ORDER_NO");
  }

  @Test
  void aTargetThatNumbersNothingItselfIsFound() throws SQLException {
    data.asEngine(data.target, "ALTER TABLE orders MODIFY order_id BIGINT");
    assertFound(TwoDatabases.ORDERS, "column ORDER_ID is no AUTO_INCREMENT");
  }

  @Test
  void theSequenceOfNothingIsNeverAligned() {
    List<Table> tables = List.of(table("ORDERS", new SequenceRule("ORDER_SEQQ", "ORDER_ID")));
    assertFails(
        FailureType.PRECONDITION,
        () -> data.sync.alignSequences(data.run, data.both, Side.LEGACY, tables));
  }

  @Test
  void aTableThatTwoSchemasHoldIsRefusedWithBothNames() throws SQLException {
    data.asEngine(data.legacy, "CREATE SCHEMA BACKUP");
    data.asEngine(data.legacy, "CREATE TABLE BACKUP.ORDERS (ORDER_ID NUMBER(12) PRIMARY KEY)");

    String finding = data.sync.findings(data.both, TwoDatabases.scope(TABLES)).get(0);

    assertTrue(
        finding.contains(
            "table-ambiguous: LEGACY ORDERS: stands in more than one schema, [BACKUP, OMS]"),
        finding);
    assertFails(FailureType.PRECONDITION, () -> data.sync.prepare(data.legacy, TABLES));
  }

  @Test
  void anUnderscoreInANameStandsForItselfOnly() throws SQLException {
    onBothSides(
        "CREATE TABLE OMS.ORDER_LINES (ID NUMBER(12) PRIMARY KEY, LINE NUMBER(4))",
        "CREATE TABLE order_lines (id BIGINT PRIMARY KEY, line SMALLINT)");
    onBothSides(
        "CREATE TABLE OMS.ORDERXLINES (ID NUMBER(12) PRIMARY KEY, OTHER NUMBER(4))",
        "CREATE TABLE orderxlines (id BIGINT PRIMARY KEY, another SMALLINT)");
    assertFound(table("ORDER_LINES", null));
  }

  @Test
  void aTriggerThatIsMissingIsFound() throws SQLException {
    data.asEngine(data.legacy, "DROP TRIGGER OMS.CUTOVER_STOCK");
    data.asEngine(data.target, "DROP TRIGGER cutover_orders_U");

    assertEquals(
        List.of(
            "table ORDERS: its trigger is missing or disabled on TARGET: run init",
            "table STOCK: its trigger is missing or disabled on LEGACY: run init"),
        data.sync.findings(data.both, TwoDatabases.scope(TABLES)));
  }
}
