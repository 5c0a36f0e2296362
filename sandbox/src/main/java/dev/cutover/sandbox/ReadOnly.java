package dev.cutover.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The target takes no writes but those of whoever runs the server. */
record ReadOnly(TargetDatabase target) implements Deed {

  @Override
  public void begin() throws SQLException {
    set("1");
  }

  @Override
  public void mend() throws SQLException {
    set("0");
  }

  private void set(String value) throws SQLException {
    try (Connection connection = target.open(target.administrator());
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL read_only = " + value);
    }
  }
}
