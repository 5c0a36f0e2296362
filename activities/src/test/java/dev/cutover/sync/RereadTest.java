package dev.cutover.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.database.Column;
import dev.cutover.database.Column.Kind;
import dev.cutover.database.Dialect;
import dev.cutover.database.TableShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A row is gone when it is not there, and not when its key is written in other digits. */
final class RereadTest {

  private static final String URL = "jdbc:h2:mem:reread;MODE=Oracle";
  private static final List<Column> KEY =
      List.of(new Column("ID", Kind.NUMBER, 2, 1), new Column("ON_DAY", Kind.TIME, 0, 2));
  private static final TableShape RATES = new TableShape("RATES", "\"PUBLIC\".\"RATES\"", KEY, KEY);

  @Test
  void aKeyIsTheSameWithAnyNumberOfZerosBehindItsPoint() throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE RATES (ID NUMBER(12,2), ON_DAY DATE, PRIMARY KEY (ID, ON_DAY))");
      statement.execute("INSERT INTO RATES VALUES (5, TIMESTAMP '2024-02-29 00:00:00')");
      String there = "5;2024-02-29 00:00:00;";
      String gone = "6;2024-02-29 00:00:00;";

      Reread found = Reread.of(connection, Dialect.of(URL), RATES, List.of(there, gone));

      assertEquals(Set.of(there), found.there().keySet());
      assertEquals(List.of(gone), found.gone());
    }
  }
}
