package dev.cutover.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The trigger that fences and journals a table of H2's: Java source that H2 compiles. */
final class H2Triggers {

  private static final String NOT_OPEN = "CUTOVER: this side is closed to the business";

  private final H2Dialect h2;
  private final TableShape table;

  H2Triggers(H2Dialect h2, TableShape table) {
    this.h2 = h2;
    this.table = table;
  }

  List<String> statements(String engineUser) {
    String name = H2Dialect.schemaPrefix(table) + h2.quote(triggerName());
    String key =
        table.key().stream()
            .map(column -> String.valueOf(column.position() - 1))
            .collect(Collectors.joining(", "));
    String source =
        template()
            .replace("%ENGINE%", engineUser.toUpperCase(Locale.ROOT))
            .replace("%TABLE%", inJava(table.plain().toUpperCase(Locale.ROOT).replace("'", "''")))
            .replace("%KEY%", key)
            .replace("%FENCE%", h2.engineTable("fence"))
            .replace("%JOURNAL%", h2.engineTable("journal"))
            .replace("%REFUSAL%", NOT_OPEN);
    return List.of(
        "DROP TRIGGER IF EXISTS " + name,
        "CREATE TRIGGER "
            + name
            + " AFTER INSERT, UPDATE, DELETE ON "
            + table.name()
            + " FOR EACH ROW AS $$"
            + source
            + "$$",
        // Tells this trigger from one made later: see H2Identity.
        "COMMENT ON TRIGGER " + name + " IS CAST(RANDOM_UUID() AS VARCHAR)");
  }

  /** As it stands in a literal of Java source. */
  private static String inJava(String text) {
    return text.chars()
        .mapToObj("\\u%04x"::formatted)
        .collect(Collectors.joining())
        .replace("\\u0022", "\\\"")
        .replace("\\u005c", "\\\\");
  }

  /** H2 gives its class the same name, which other signs than a word's would break. */
  private String triggerName() {
    return "CUTOVER_"
        + table
            .plain()
            .codePoints()
            .mapToObj(
                sign ->
                    sign < 128 && (sign == '_' || Character.isLetterOrDigit(sign))
                        ? Character.toString(sign)
                        : "_%04x".formatted(sign))
            .collect(Collectors.joining());
  }

  boolean areThere(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM INFORMATION_SCHEMA.TRIGGERS"
                + " WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND TRIGGER_NAME = ?")) {
      select.setString(1, H2Dialect.schema(table));
      select.setString(2, table.plain());
      select.setString(3, triggerName());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static String template() {
    try (InputStream in = H2Triggers.class.getResourceAsStream("H2Trigger.java.txt")) {
      return new String(
          Objects.requireNonNull(in, "H2Trigger.java.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
