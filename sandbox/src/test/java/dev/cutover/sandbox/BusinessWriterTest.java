package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.sandbox.BusinessWriter.Seen;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who tries to write, on a real database. */
final class BusinessWriterTest {

  private LegacyDatabase database;
  private BusinessWriter writer;

  @BeforeEach
  void fill() throws SQLException {
    database = new LegacyDatabase();
    new OmsData(database.inside(), 200, 1).load();
    writer = new BusinessWriter(database);
  }

  @AfterEach
  void close() {
    writer.close();
    database.close();
  }

  @Test
  void onlyARefusalInTheFencesWordsCountsAsOne() throws SQLException {
    assertEquals(Seen.ACCEPTED, writer.write("open@example.test"));

    // A constraint's name stands in the message, as the words of the fence's trigger do.
    run("ALTER TABLE oms.customers ADD CONSTRAINT \"CUTOVER: shut\" CHECK (email <> 'shut')");
    assertEquals(Seen.REFUSED, writer.write("shut"));
    run("ALTER TABLE oms.customers ADD CONSTRAINT other CHECK (email <> 'other')");
    assertEquals(Seen.FAILED, writer.write("other"));
    assertEquals(Seen.ACCEPTED, writer.write("open@example.test"));
  }

  @Test
  void whereTheRowIsNotThereYetNoFenceWasAsked() throws SQLException {
    run("DELETE FROM oms.customers WHERE customer_id = 1");

    assertEquals(Seen.NO_ROW, writer.write("early@example.test"));
  }

  @Test
  void aBrokenConnectionIsReplaced() throws SQLException {
    assertEquals(Seen.ACCEPTED, writer.write("before@example.test"));

    run(
        "SELECT ABORT_SESSION(session_id) FROM information_schema.sessions"
            + " WHERE user_name = 'OMS_APP'");

    assertEquals(Seen.FAILED, writer.write("broken@example.test"));
    assertEquals(Seen.ACCEPTED, writer.write("after@example.test"));
  }

  private void run(String sql) throws SQLException {
    try (Connection engine = database.open(database.engine());
        Statement statement = engine.createStatement()) {
      statement.execute(sql);
    }
  }
}
