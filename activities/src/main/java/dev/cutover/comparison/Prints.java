package dev.cutover.comparison;

import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Fingerprint;
import dev.cutover.database.TablePair;
import dev.cutover.plan.Sha256;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One text that changes as soon as anything does that a certificate rests on: either side's table,
 * its triggers, its database, or the plan's rules for the table.
 */
final class Prints {

  /** Another one for other digests: what was certified with the old ones is then compared again. */
  private static final String DIGESTS = "2";

  private Prints() {}

  static String of(Connections connections, Databases databases, Table table, TablePair pair)
      throws SQLException {
    StringBuilder all = new StringBuilder(DIGESTS).append('\n').append(table);
    for (Side side : Side.values()) {
      Database database = databases.of(side);
      Dialect dialect = connections.dialect(database.endpoint());
      try (Connection connection = connections.openPatient(database.endpoint())) {
        all.append('\n').append(incarnation(connection, dialect));
        all.append('\n').append(Fingerprint.of(connection, dialect, pair.of(side)));
      }
    }
    return Sha256.of(all.toString());
  }

  private static String incarnation(Connection connection, Dialect dialect) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT incarnation FROM " + dialect.engineTable("fence") + " ORDER BY sys, env");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
