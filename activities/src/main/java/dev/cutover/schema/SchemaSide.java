package dev.cutover.schema;

import dev.cutover.activity.Database;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.SchemaFacts;
import dev.cutover.database.TableFacts;
import dev.cutover.database.TableReader;
import dev.cutover.database.TableReader.TableName;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One side's catalog, read once. Close it to give its connection back. */
final class SchemaSide implements AutoCloseable {

  final Side side;
  final Dialect dialect;
  final SchemaFacts facts;
  final Connection connection;
  private final List<TableName> names;
  private final Map<String, TableFacts> tables = new TreeMap<>();
  private final Set<String> schemas = new TreeSet<>();

  private SchemaSide(Side side, Dialect dialect, Connection connection, List<TableName> names) {
    this.side = side;
    this.dialect = dialect;
    this.facts = dialect.schema();
    this.connection = connection;
    this.names = names;
  }

  /** Reads the tables of the plan, as far as they are there. */
  static SchemaSide read(Connections connections, Database database, List<Table> plan)
      throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    Connection connection = connections.openPatient(database.endpoint());
    try {
      TableReader reader = new TableReader(connection, dialect.schema());
      SchemaSide side = new SchemaSide(database.side(), dialect, connection, reader.names());
      for (Table table : plan) {
        List<TableName> found = side.named(table.name());
        found.forEach(name -> side.schemas.add(name.schema()));
        if (found.size() == 1) {
          side.tables.put(upper(table.name()), reader.read(found.get(0)));
        }
      }
      return side;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Every table of this name; two where two schemas have one. */
  List<TableName> named(String table) {
    return names.stream().filter(name -> name.key().equals(upper(table))).toList();
  }

  Optional<TableFacts> table(String name) {
    return Optional.ofNullable(tables.get(upper(name)));
  }

  /** Tables that stand beside those of the plan. */
  List<TableName> besides(List<Table> plan) {
    Set<String> planned =
        plan.stream().map(table -> upper(table.name())).collect(Collectors.toSet());
    return names.stream()
        .filter(name -> schemas.contains(name.schema()) && !planned.contains(name.key()))
        .toList();
  }

  List<String> sequences() throws SQLException {
    List<String> sequences = new ArrayList<>();
    for (String schema : schemas) {
      sequences.addAll(facts.sequences(connection, schema));
    }
    return sequences;
  }

  /** Schemas that hold tables of the plan. */
  Set<String> schemas() {
    return schemas;
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
