package dev.cutover.sandbox;

import java.sql.SQLException;
import java.sql.Statement;

/** Somebody gives a table of legacy another column while it is being moved. */
record SourceDdl(LegacyDatabase legacy) implements Deed {

  @Override
  public void begin() throws SQLException {
    try (Statement statement = legacy.inside().createStatement()) {
      statement.execute("ALTER TABLE OMS.ORDERS ADD COLUMN SURPRISE VARCHAR2(20) DEFAULT 'x'");
    }
  }
}
