package dev.cutover.data;

import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import java.sql.SQLException;

/** What stands on the two sides. */
enum Pair {
  H2_TO_MARIADB {
    @Override
    TwoDatabases open() throws SQLException {
      return new TwoDatabases();
    }
  },
  MARIADB_TO_MARIADB {
    @Override
    TwoDatabases open() throws SQLException {
      return of(new Target().endpoint, new Target().endpoint);
    }
  },
  MYSQL_TO_MYSQL {
    @Override
    TwoDatabases open() throws SQLException {
      return of(MySqlServer.sides(), MySqlServer.sides());
    }
  };

  abstract TwoDatabases open() throws SQLException;

  private static TwoDatabases of(DatabaseEndpoint legacy, DatabaseEndpoint target)
      throws SQLException {
    return new TwoDatabases(legacy, target, Waits.STANDARD, () -> {});
  }
}
