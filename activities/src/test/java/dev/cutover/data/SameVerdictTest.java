package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Database;
import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.database.Catalog;
import dev.cutover.database.Column;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Table;
import dev.cutover.schema.SchemaCheck;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The schema check promises before a run what the engine does in it: each type of legacy's is held
 * against each of the target's, and both must take or refuse the pair.
 */
final class SameVerdictTest {

  private static final List<String> LEGACY =
      List.of(
          "NUMBER",
          "NUMBER(10)",
          "NUMBER(10, 2)",
          "BIGINT",
          "BOOLEAN",
          "BINARY_FLOAT",
          "BINARY_DOUBLE",
          "DECFLOAT(20)",
          "VARCHAR2(20)",
          "VARCHAR2(2000)",
          "VARCHAR_IGNORECASE(20)",
          "CHAR(5)",
          "CLOB",
          "ENUM('a', 'b')",
          "UUID",
          "JSON",
          "DATE",
          "TIMESTAMP(6)",
          "TIMESTAMP(6) WITH TIME ZONE",
          "TIME(3)",
          "TIME WITH TIME ZONE",
          "INTERVAL DAY TO SECOND",
          "RAW(16)",
          "RAW(2000)",
          "BINARY(16)",
          "BLOB",
          "GEOMETRY",
          "INTEGER ARRAY",
          "JAVA_OBJECT");

  private static final List<String> TARGET =
      List.of(
          "BIGINT",
          "INT UNSIGNED",
          "TINYINT(1)",
          "BIT(8)",
          "YEAR",
          "DECIMAL(10, 2)",
          "FLOAT",
          "DOUBLE",
          "VARCHAR(20)",
          "VARCHAR(2000)",
          "CHAR(5)",
          "TINYTEXT",
          "LONGTEXT",
          "JSON",
          "ENUM('a', 'b')",
          "SET('a', 'b')",
          "UUID",
          "INET6",
          "DATE",
          "DATETIME(6)",
          "TIMESTAMP NULL",
          "TIME(3)",
          "VARBINARY(16)",
          "VARBINARY(2000)",
          "BINARY(16)",
          "TINYBLOB",
          "LONGBLOB",
          "POINT",
          "GEOMETRY");

  private static final List<String> LEGACY_KEYS =
      List.of(
          "NUMBER(10)",
          "NUMBER(10, 2)",
          "BOOLEAN",
          "BINARY_DOUBLE",
          "VARCHAR2(20)",
          "CHAR(5)",
          "ENUM('a', 'b')",
          "UUID",
          "DATE",
          "TIMESTAMP(6)",
          "TIMESTAMP(6) WITH TIME ZONE",
          "TIME(0)",
          "RAW(16)",
          "RAW(200)");

  private static final List<String> TARGET_KEYS =
      List.of(
          "BIGINT",
          "DECIMAL(10, 2)",
          "BIT(8)",
          "YEAR",
          "DOUBLE",
          "VARCHAR(20)",
          "ENUM('a', 'b')",
          "UUID",
          "DATE",
          "DATETIME(6)",
          "TIMESTAMP(6)",
          "TIME",
          "BINARY(16)",
          "VARBINARY(200)");

  private static final Set<SchemaFinding> REFUSALS =
      EnumSet.of(
          SchemaFinding.UNSUPPORTED_TYPE,
          SchemaFinding.TYPE_DIFFERS,
          SchemaFinding.KEY_UNSUPPORTED,
          SchemaFinding.KEY_TYPE_DIFFERS);

  private final TwoDatabases data;

  SameVerdictTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  @Test
  void aTypeIsTakenOrRefusedByBoth() throws SQLException {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < LEGACY.size(); i++) {
      String type = LEGACY.get(i);
      Table table = new Table("TYPE" + i, null, Map.of());
      data.asEngine(data.legacy, "CREATE TABLE OMS.TYPE" + i + columns(TARGET.size(), j -> type));
      data.asEngine(data.target, "CREATE TABLE type" + i + columns(TARGET.size(), TARGET::get));
      tables.add(table);
    }
    data.asEngine(data.legacy, "CREATE TABLE OMS.EACH" + columns(LEGACY.size(), LEGACY::get));

    assertSame(
        LEGACY,
        TARGET,
        refusedByTheEngine(
            shapes(data.legacy, "EACH", LEGACY.size()),
            shapes(data.target, "type0", TARGET.size())),
        refusedByTheCheck(tables));
  }

  @Test
  void aKeyIsTakenOrRefusedByBoth() throws SQLException {
    List<Table> tables = new ArrayList<>();
    List<Optional<TableShape>> legacy = new ArrayList<>();
    List<Optional<TableShape>> target = new ArrayList<>();
    for (int i = 0; i < LEGACY_KEYS.size(); i++) {
      for (int j = 0; j < TARGET_KEYS.size(); j++) {
        String name = "KEY" + i + "V" + j;
        data.asEngine(
            data.legacy,
            "CREATE TABLE OMS." + name + " (V " + LEGACY_KEYS.get(i) + " PRIMARY KEY)");
        data.asEngine(
            data.target, "CREATE TABLE " + name + " (v " + TARGET_KEYS.get(j) + " PRIMARY KEY)");
        tables.add(new Table(name, null, Map.of()));
      }
      legacy.add(shape(data.legacy, "KEY" + i + "V0", Set.of()));
    }
    for (int j = 0; j < TARGET_KEYS.size(); j++) {
      target.add(shape(data.target, "KEY0V" + j, Set.of()));
    }

    assertSame(
        LEGACY_KEYS, TARGET_KEYS, refusedByTheEngine(legacy, target), refusedByTheCheck(tables));
  }

  private static String columns(int count, IntFunction<String> type) {
    return IntStream.range(0, count)
        .mapToObj(j -> "V" + j + " " + type.apply(j))
        .collect(Collectors.joining(", ", " (ID NUMERIC(10) PRIMARY KEY, ", ")"));
  }

  /** For each column the table as if it were its only one, called V; empty if it is refused. */
  private List<Optional<TableShape>> shapes(Database database, String table, int columns)
      throws SQLException {
    List<Optional<TableShape>> shapes = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      String only = "V" + i;
      Set<String> others =
          IntStream.range(0, columns)
              .mapToObj(j -> "V" + j)
              .filter(name -> !name.equals(only))
              .collect(Collectors.toSet());
      shapes.add(shape(database, table, others));
    }
    return shapes;
  }

  private Optional<TableShape> shape(Database database, String table, Set<String> leftOut)
      throws SQLException {
    try (Connection connection = data.connections.open(database.endpoint())) {
      TableShape shape =
          Catalog.shape(connection, data.connections.dialect(database.endpoint()), table, leftOut);
      List<Column> columns = shape.columns().stream().map(SameVerdictTest::calledV).toList();
      List<Column> key = shape.key().stream().map(SameVerdictTest::calledV).toList();
      return Optional.of(new TableShape(shape.plain(), shape.name(), columns, key));
    } catch (ApplicationFailure refused) {
      return Optional.empty();
    }
  }

  private static Column calledV(Column column) {
    return new Column(
        column.key().startsWith("V") ? "V" : column.key(),
        column.kind(),
        column.scale(),
        column.position(),
        column.stored(),
        column.rule());
  }

  private static Set<List<Integer>> refusedByTheEngine(
      List<Optional<TableShape>> legacy, List<Optional<TableShape>> target) {
    Set<List<Integer>> refused = new HashSet<>();
    Table table = new Table("T", null, Map.of());
    for (int i = 0; i < legacy.size(); i++) {
      for (int j = 0; j < target.size(); j++) {
        Optional<TableShape> a = legacy.get(i);
        Optional<TableShape> b = target.get(j);
        boolean fits =
            a.isPresent() && b.isPresent() && TablePair.misfits(a.get(), b.get(), table).isEmpty();
        if (!fits) {
          refused.add(List.of(i, j));
        }
      }
    }
    return refused;
  }

  private Set<List<Integer>> refusedByTheCheck(List<Table> tables) throws SQLException {
    return new SchemaCheck(data.connections)
        .findings(data.both, TwoDatabases.scope(tables)).stream()
            .filter(finding -> REFUSALS.contains(finding.name()))
            .map(SameVerdictTest::pair)
            .collect(Collectors.toSet());
  }

  /** TYPE4, V7 or KEY4V7, V: the fourth of legacy's types and the seventh of the target's. */
  private static List<Integer> pair(Finding finding) {
    String place = finding.table() + String.valueOf(finding.column());
    String[] numbers = place.replaceAll("^[A-Z]+|V$", "").split("V", -1);
    return List.of(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  private static void assertSame(
      List<String> legacy,
      List<String> target,
      Set<List<Integer>> engine,
      Set<List<Integer>> check) {
    assertEquals(words(legacy, target, engine), words(legacy, target, check));
    assertFalse(engine.isEmpty());
    assertTrue(engine.size() < legacy.size() * target.size());
  }

  private static String words(
      List<String> legacy, List<String> target, Set<List<Integer>> refused) {
    return refused.stream()
        .map(pair -> legacy.get(pair.get(0)) + " to " + target.get(pair.get(1)))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining("\n"));
  }
}
