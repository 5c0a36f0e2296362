package dev.cutover.sync;

import dev.cutover.activity.FailureType;
import dev.cutover.database.Dialect;
import dev.cutover.database.Fingerprint;
import dev.cutover.database.TableShape;
import dev.cutover.plan.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stops a delta whose tables are no longer those that were prepared: what happened to them in
 * between, a new column or a TRUNCATE, is nowhere in the journal.
 */
final class SchemaWatch {

  private final Connection connection;
  private final Dialect dialect;
  private final Side side;

  SchemaWatch(Connection connection, Dialect dialect, Side side) {
    this.connection = connection;
    this.dialect = dialect;
    this.side = side;
  }

  /**
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION with the finding {@code
   *     schema-changed} if a table differs from what {@code init} found
   */
  void check(List<TableShape> tables) throws SQLException {
    Map<String, String> prepared = prepared();
    for (TableShape table : tables) {
      String then = prepared.get(table.plain());
      if (then != null && !then.equals(Fingerprint.of(connection, dialect, table))) {
        throw FailureType.PRECONDITION.because(
            "schema-changed: table "
                + table.plain()
                + " on "
                + side
                + " is not as init found it: its columns, keys or triggers were changed, or it was"
                + " truncated. Undo that, or run init again and compare: the journal knows nothing"
                + " of it");
      }
    }
  }

  private Map<String, String> prepared() throws SQLException {
    Map<String, String> prepared = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT tab, fingerprint FROM " + dialect.engineTable("proof"));
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        prepared.put(rows.getString(1), rows.getString(2));
      }
    }
    return prepared;
  }
}
