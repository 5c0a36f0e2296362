package dev.cutover.database;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as LOAD DATA reads them: cells between tabs, a line a row, what would end either behind a
 * backslash. It is made of bytes from the start, since most cells come as bytes and all leave so.
 */
final class LoadText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
  private static final int FIRST_BYTES = 1 << 16;

  /** By which letter a sign is named behind the backslash; 0 if it stands for itself. */
  private static final byte[] ESCAPED = new byte[256];

  static {
    ESCAPED['\\'] = '\\';
    ESCAPED['\t'] = 't';
    ESCAPED['\n'] = 'n';
    ESCAPED['\r'] = 'r';
    ESCAPED['\0'] = '0';
  }

  private final List<Column> columns;
  private byte[] text = new byte[FIRST_BYTES];
  private int length;

  LoadText(List<Column> columns) {
    this.columns = columns;
  }

  /** Adds a row, each of its cells a value or as a server has printed it. */
  void add(@Nullable Object[] row) throws SQLException {
    for (int i = 0; i < row.length; i++) {
      byte[] cell = bytes(columns.get(i), row[i]);
      room(cell == null ? 3 : 2 * cell.length + 1);
      if (cell == null) {
        text[length++] = '\\';
        text[length++] = 'N';
      } else {
        escape(cell);
      }
      text[length++] = (byte) (i == row.length - 1 ? '\n' : '\t');
    }
  }

  InputStream stream() {
    return new ByteArrayInputStream(text, 0, length);
  }

  private static byte @Nullable [] bytes(Column column, @Nullable Object cell) throws SQLException {
    if (PrintedCell.is(column, cell)) {
      return (byte[]) cell;
    }
    Object value = Fitting.of(column, cell);
    if (value == null) {
      return null;
    } else if (value instanceof byte[] bytes) {
      return ascii(HexFormat.of().formatHex(bytes));
    } else if (value instanceof BigDecimal number) {
      return ascii(number.toPlainString());
    } else if (value instanceof LocalDateTime time) {
      return ascii(TIME.format(time));
    }
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** In UTF-8 no byte of another character is one of these signs. */
  private void escape(byte[] cell) {
    for (byte sign : cell) {
      byte letter = ESCAPED[sign & 0xff];
      if (letter != 0) {
        text[length++] = '\\';
      }
      text[length++] = letter == 0 ? sign : letter;
    }
  }

  private void room(int bytes) {
    if (text.length - length < bytes) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + bytes));
    }
  }
}
