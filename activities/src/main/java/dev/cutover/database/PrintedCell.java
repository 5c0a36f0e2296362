package dev.cutover.database;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A cell as its server has printed it, see {@link SentRows}, and the value that it stands for. */
public final class PrintedCell {

  private static final String INVALID_TIME = "22007";

  private PrintedCell() {}

  /** Whether a cell of a row is the printed value, and not the value. */
  static boolean is(Column column, @Nullable Object cell) {
    return cell instanceof byte[] && !column.kind().isBinary();
  }

  /**
   * The value as {@link Rows#read} would give it.
   *
   * @throws SQLException for what is printed but is no value, such as MySQL's month 0
   */
  public static @Nullable Object value(Column column, @Nullable Object cell) throws SQLException {
    if (!is(column, cell)) {
      return cell;
    }
    String text = new String((byte[]) cell, StandardCharsets.UTF_8);
    return switch (column.kind()) {
      case NUMBER -> new BigDecimal(text);
      case FLOATING -> Double.valueOf(text);
      case TIME -> time(column, text);
      default -> text;
    };
  }

  /** A time as databases and the journal print it: a blank stands before the time of day. */
  static LocalDateTime time(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T'));
  }

  private static LocalDateTime time(Column column, String text) throws SQLException {
    try {
      return time(text);
    } catch (DateTimeParseException e) {
      throw new SQLException(
          "column " + column.name() + ": a time is printed that no calendar has", INVALID_TIME, e);
    }
  }
}
