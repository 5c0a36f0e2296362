package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Database;
import dev.cutover.database.Complaint;
import dev.cutover.database.Waits;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of a row that a database refuses people are told what is wrong with it, and no value of it. */
final class UntoldValuesTest {

  private static final String MAIL = "hanako.o'brien@example.com";
  private static final long ID = 987_654_321;

  /** What a value can be known by, however much of it is told. */
  private static final List<String> VALUES = List.of("hanako", "brien", "98765", "1999-13", "\\x");

  @Test
  void ofH2() throws SQLException {
    try (TwoDatabases data = new TwoDatabases()) {
      data.asEngine(
          data.legacy,
          "CREATE TABLE OMS.PERSONS (ID BIGINT PRIMARY KEY, MAIL VARCHAR(30), AGE INTEGER, BORN"
              + " DATE, PARENT BIGINT, CONSTRAINT ONE_MAIL UNIQUE (MAIL), CONSTRAINT OF_AGE CHECK"
              + " (AGE > 17), CONSTRAINT OF_PARENT FOREIGN KEY (PARENT) REFERENCES OMS.PERSONS"
              + " (ID))");
      data.asEngine(data.legacy, "INSERT INTO OMS.PERSONS (ID, MAIL) VALUES (?, ?)", ID, MAIL);

      Refusals refusals = new Refusals(data, data.legacy, "OMS.PERSONS");
      refusals.assertTold("ONE_MAIL", "MAIL", MAIL);
      refusals.assertTold("PERSONS", "ID", ID);
      refusals.assertTold("CHARACTER VARYING(30)", "MAIL", MAIL.repeat(2));
      refusals.assertTold("AGE", "AGE", MAIL);
      refusals.assertTold("AGE", "AGE", ID * 10);
      refusals.assertTold("BORN", "BORN", "1999-13-45");
      refusals.assertTold("OF_AGE", "AGE", -98_765);
      refusals.assertTold("OF_PARENT", "PARENT", -ID);
    }
  }

  @Test
  void ofMariaDb() throws SQLException {
    try (TwoDatabases data = new TwoDatabases()) {
      assertToldOfMySql(data);
    }
  }

  @Test
  @Tag("mysql-server")
  void ofMySql() throws SQLException {
    try (TwoDatabases data =
        new TwoDatabases(MySqlServer.sides(), MySqlServer.sides(), Waits.STANDARD, () -> {})) {
      assertToldOfMySql(data);
    }
  }

  private static void assertToldOfMySql(TwoDatabases data) throws SQLException {
    data.asEngine(
        data.target,
        "CREATE TABLE persons (id BIGINT PRIMARY KEY, mail VARCHAR(30) CHARACTER SET latin1, age"
            + " INT, born DATE, CONSTRAINT one_mail UNIQUE (mail), CONSTRAINT of_age CHECK (age >"
            + " 17)) ENGINE=InnoDB");
    data.asEngine(data.target, "INSERT INTO persons (id, mail) VALUES (?, ?)", ID, MAIL);

    Refusals refusals = new Refusals(data, data.target, "persons");
    refusals.assertTold("one_mail", "mail", MAIL);
    refusals.assertTold("PRIMARY", "id", ID);
    refusals.assertTold("column 'mail'", "mail", MAIL.repeat(2));
    refusals.assertTold("mail", "mail", "hanako 花子😀");
    refusals.assertTold("age", "age", MAIL);
    refusals.assertTold("age", "age", ID * 10);
    refusals.assertTold("born", "born", "1999-13-45");
    refusals.assertTold("of_age", "age", -98_765);
  }

  /** Rows of one more person that a table refuses for one column. */
  private record Refusals(TwoDatabases data, Database database, String table) {

    void assertTold(String named, String column, Object value) {
      boolean isKey = column.equalsIgnoreCase("id");
      String sql = "INSERT INTO %s (%s) VALUES (?)".formatted(table, column);
      String another = "INSERT INTO %s (%s, id) VALUES (?, 1)".formatted(table, column);
      SQLException refusal =
          assertThrows(
              SQLException.class, () -> data.asEngine(database, isKey ? sql : another, value));

      assertTrue(Complaint.told(refusal).contains(named), () -> Complaint.told(refusal));
      Throwable part = Complaint.failure("copying", refusal);
      while (part != null) {
        String words = part.toString();
        VALUES.forEach(told -> assertFalse(words.contains(told), words));
        part = part.getCause();
      }
    }
  }
}
