package dev.cutover.sandbox;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Somebody makes a column of legacy wider while its table is being moved. No column is added: H2
 * copies the table for that, and loses what is committed meanwhile, with or without an engine.
 */
record SourceDdl(LegacyDatabase legacy) implements Deed {

  @Override
  public void begin() throws SQLException {
    try (Statement statement = legacy.inside().createStatement()) {
      statement.execute("ALTER TABLE OMS.ORDERS ALTER COLUMN STATUS SET DATA TYPE VARCHAR2(40)");
    }
  }
}
