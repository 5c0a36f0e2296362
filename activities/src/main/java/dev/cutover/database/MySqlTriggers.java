package dev.cutover.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The triggers that fence and journal a table of MySQL's. An entry of the journal refers to the
 * fence's gate by a foreign key, and there is a gate only while the side is open. So one insert
 * asks, writes and keeps the fence as it is until the transaction's end: InnoDB looks for the gate
 * as it is now, not as an older snapshot shows it, and locks it, so that a flip waits for open
 * writers. A statement to read the fence would cost the business as much again on every row. Where
 * no gate is found the fence is read by a statement after all, since a lease that ran out is leave
 * to write; MariaDB knows only {@code LOCK IN SHARE MODE}. Triggers run with the engine's rights.
 */
final class MySqlTriggers {

  private static final List<String> EVENTS = List.of("INSERT", "UPDATE", "DELETE");

  /** ER_NO_REFERENCED_ROW_2. */
  private static final int NO_SUCH_GATE = 1452;

  /** ER_NO_REFERENCED_ROW, which says as much where the definer may not see the fence. */
  private static final int NO_GATE_TOLD = 1216;

  /**
   * A clock that is never ahead, in sessions of any zone. The one behind the locks is an hour ahead
   * in a session of a zone that changes to daylight saving time while its statement waits, and
   * would take a lease for one that ran out. The statement's start is late at worst: the statement
   * is refused, and done again.
   */
  private static final String NEVER_AHEAD = "LEAST(UTC_TIMESTAMP(6), " + MySqlDialect.UTC + ")";

  private static final String NOT_OPEN = "CUTOVER: this side is closed to the business";

  private final MySqlDialect mysql;
  private final TableShape table;

  MySqlTriggers(MySqlDialect mysql, TableShape table) {
    this.mysql = mysql;
    this.table = table;
  }

  List<String> statements(String engineUser) {
    List<String> statements = new ArrayList<>();
    statements.addAll(trigger(engineUser, "INSERT", gate -> journal("NEW", gate)));
    statements.addAll(trigger(engineUser, "DELETE", gate -> journal("OLD", gate)));
    statements.addAll(
        trigger(
            engineUser,
            "UPDATE",
            gate ->
                journal("OLD", gate)
                    + " IF "
                    + isAnotherKey()
                    + " THEN "
                    + journal("NEW", gate)
                    + " END IF;"));
    return statements;
  }

  private List<String> trigger(String engineUser, String event, UnaryOperator<String> journal) {
    String name = mysql.quote(triggerName(event));
    return List.of(
        "DROP TRIGGER IF EXISTS " + name,
        "CREATE TRIGGER "
            + name
            + " AFTER "
            + event
            + " ON "
            + table.name()
            + " FOR EACH ROW BEGIN DECLARE EXIT HANDLER FOR "
            + NO_SUCH_GATE
            + ", "
            + NO_GATE_TOLD
            + " IF "
            + isBusiness(engineUser)
            + " THEN "
            + asTheFenceSays()
            + journal.apply("NULL")
            + " END IF;"
            // Where none are checked every gate were open. The engine checks none, and its rows,
            // a whole copy of them, pay for no more than two questions.
            + " IF @@foreign_key_checks THEN "
            + journal.apply("1")
            + " ELSEIF "
            + isBusiness(engineUser)
            + " THEN SIGNAL SQLSTATE '23000' SET MYSQL_ERRNO = "
            + NO_SUCH_GATE
            + "; END IF; END");
  }

  private static String isBusiness(String engineUser) {
    return "SUBSTRING_INDEX(USER(), '@', 1) <> '" + engineUser.replace("'", "''") + "'";
  }

  private String asTheFenceSays() {
    return "BEGIN DECLARE side_state VARCHAR(100); DECLARE side_lease DATETIME(6);"
        + " SELECT state, lease_until INTO side_state, side_lease FROM "
        + mysql.engineTable("fence")
        + " LOCK IN SHARE MODE;"
        // Without a row or a lease the comparison is NULL, and that is no leave to write.
        + " IF COALESCE(side_state = 'OPEN'"
        + " OR (side_state = 'FROZEN' AND side_lease <= "
        + NEVER_AHEAD
        + "), FALSE) = FALSE THEN"
        + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '"
        + NOT_OPEN
        + "'; END IF; END; ";
  }

  private String triggerName(String event) {
    return "cutover_" + table.plain().toLowerCase(Locale.ROOT) + "_" + event.charAt(0);
  }

  boolean areThere(Connection connection) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"
                + " AND EVENT_OBJECT_TABLE = ? AND TRIGGER_NAME IN (?, ?, ?)")) {
      count.setString(1, table.plain());
      for (int i = 0; i < EVENTS.size(); i++) {
        count.setString(i + 2, triggerName(EVENTS.get(i)));
      }
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1) == EVENTS.size();
      }
    }
  }

  private String journal(String row, String gate) {
    return "INSERT INTO "
        + mysql.engineTable("journal")
        + " (tab, pk, gate) VALUES ('"
        + table.plain().toUpperCase(Locale.ROOT).replace("'", "''")
        + "', "
        + key(row)
        + ", "
        + gate
        + ");";
  }

  /**
   * Numbers and times compare as they are, several times as fast as their texts; texts by their
   * bytes, since a collation may take another letter case for the same key.
   */
  private String isAnotherKey() {
    if (table.key().isEmpty()) {
      return "FALSE";
    }
    return table.key().stream()
        .map(
            column -> {
              String name = mysql.quote(column.name());
              boolean plain =
                  column.kind() == Column.Kind.NUMBER || column.kind() == Column.Kind.TIME;
              return plain
                  ? "OLD." + name + " <> NEW." + name
                  : "CAST(%s AS BINARY) <> CAST(%s AS BINARY)"
                      .formatted(text(column, "OLD"), text(column, "NEW"));
            })
        .collect(Collectors.joining(" OR "));
  }

  private String text(Column column, String row) {
    return MySqlTexts.canonical(column, row + "." + mysql.quote(column.name()));
  }

  private String key(String row) {
    if (table.key().isEmpty()) {
      return "'" + Rows.ANY_ROW + "'";
    }
    return MySqlTexts.concat(table.key().stream().map(column -> text(column, row)).toList());
  }
}
