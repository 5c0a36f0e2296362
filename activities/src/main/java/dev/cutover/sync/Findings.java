package dev.cutover.sync;

import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.database.Catalog;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the tables does not fit the plan. All that a later step would stumble over is looked for
 * here, since a rollback is the worst moment to learn of a typing error.
 */
final class Findings {

  private final Connections connections;

  Findings(Connections connections) {
    this.connections = connections;
  }

  List<String> of(Databases databases, List<Table> tables) throws SQLException {
    List<String> findings = new ArrayList<>();
    for (Table table : tables) {
      List<String> ofTable = new ArrayList<>();
      Optional<TableShape> legacy = onSide(databases.legacy(), table, ofTable);
      Optional<TableShape> target = onSide(databases.target(), table, ofTable);
      if (legacy.isPresent() && target.isPresent()) {
        ofTable.addAll(TablePair.misfits(legacy.get(), target.get(), table));
      }
      ofTable.forEach(finding -> findings.add("table " + table.name() + ": " + finding));
    }
    return findings;
  }

  /** The shape of a table on one side, with what stands out there alone. */
  private Optional<TableShape> onSide(Database database, Table table, List<String> findings)
      throws SQLException {
    Side side = database.side();
    Dialect dialect = connections.dialect(database.endpoint());
    try (Connection connection = connections.open(database.endpoint())) {
      Optional<TableShape> shape =
          Catalog.find(connection, dialect, table.name(), TablePair.leftOut(table));
      if (shape.isEmpty()) {
        findings.add("is not there on " + side);
        return shape;
      }
      if (!dialect.hasTriggers(connection, shape.get())) {
        findings.add("its trigger is missing or disabled on " + side + ": run init");
      }
      Table.SequenceRule rule = table.sequence();
      if (rule != null) {
        Sequences.next(connection, dialect, shape.get(), rule);
      }
      return shape;
    } catch (ApplicationFailure unfit) {
      findings.add("on " + side + ", " + unfit.getOriginalMessage());
      return Optional.empty();
    }
  }
}
