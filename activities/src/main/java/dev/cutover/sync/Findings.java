package dev.cutover.sync;

import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.activity.SchemaScope;
import dev.cutover.database.Catalog;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.schema.SchemaCheck;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the way of a cutover. All that a later step would stumble over is looked for here,
 * since a rollback is the worst moment to learn of a typing error.
 */
final class Findings {

  private final Connections connections;

  Findings(Connections connections) {
    this.connections = connections;
  }

  List<String> of(Databases databases, SchemaScope scope) throws SQLException {
    List<String> findings = new ArrayList<>();
    Set<@Nullable String> unfit = new HashSet<>();
    for (Finding finding : new SchemaCheck(connections).findings(databases, scope)) {
      if (finding.stops()) {
        findings.add(finding.words());
        unfit.add(finding.table());
      }
    }
    for (Table table : scope.tables()) {
      List<String> own = new ArrayList<>();
      Optional<TableShape> legacy = prepared(databases.legacy(), table, findings, own);
      Optional<TableShape> target = prepared(databases.target(), table, findings, own);
      if (legacy.isPresent() && target.isPresent()) {
        own.addAll(TablePair.misfits(legacy.get(), target.get(), table));
      }
      // What the engine itself would stumble over the check has named, in better words.
      if (!unfit.contains(table.name())) {
        own.forEach(misfit -> findings.add("table " + table.name() + ": " + misfit));
      }
    }
    return findings;
  }

  /** A table that the engine can work with, or why it can't. */
  private Optional<TableShape> prepared(
      Database database, Table table, List<String> findings, List<String> misfits)
      throws SQLException {
    Side side = database.side();
    Dialect dialect = connections.dialect(database.endpoint());
    try (Connection connection = connections.openPatient(database.endpoint())) {
      Optional<TableShape> shape =
          Catalog.find(connection, dialect, table.name(), TablePair.leftOut(table));
      if (shape.isPresent() && !dialect.hasTriggers(connection, shape.get())) {
        findings.add(
            "table "
                + table.name()
                + ": its trigger is missing or disabled on "
                + side
                + ": run init");
      }
      return shape;
    } catch (ApplicationFailure unfit) {
      misfits.add("on " + side + ", " + unfit.getOriginalMessage());
      return Optional.empty();
    }
  }
}
