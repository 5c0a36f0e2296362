package dev.cutover.database;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row's key as one text, as triggers write it: numbers, times and bytes end in a semicolon,
 * strings are their length in bytes, a colon, the string and a semicolon. No value can be taken for
 * another.
 */
public final class KeyText {

  private KeyText() {}

  /** The text of a key, or of its first columns, from the values of its columns. */
  public static String of(List<String> values, List<Column> key) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      if (key.get(i).kind().isText()) {
        text.append(value.getBytes(StandardCharsets.UTF_8).length).append(':');
      }
      text.append(value).append(';');
    }
    return text.toString();
  }

  /** The values of a key that was read, as its text has them. */
  public static List<String> texts(@Nullable Object[] keyValues, List<Column> key) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      Object value = Objects.requireNonNull(keyValues[i], "a key has no empty column");
      if (value instanceof byte[] bytes) {
        texts.add(HexFormat.of().formatHex(bytes));
      } else if (value instanceof BigDecimal number) {
        texts.add(number.toPlainString());
      } else {
        texts.add(value.toString());
      }
    }
    return texts;
  }

  /** The values of a key, or of its first columns, in the order of its columns. */
  public static List<String> values(String text, List<Column> key) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> values = new ArrayList<>();
    int at = 0;
    for (Column column : key) {
      if (at == bytes.length) {
        break;
      }
      int end;
      if (column.kind().isText()) {
        int colon = indexOf(bytes, ':', at);
        int length = Integer.parseInt(new String(bytes, at, colon - at, StandardCharsets.UTF_8));
        at = colon + 1;
        end = at + length;
      } else {
        end = indexOf(bytes, ';', at);
      }
      values.add(new String(bytes, at, end - at, StandardCharsets.UTF_8));
      at = end + 1;
    }
    return values;
  }

  /**
   * The values of a key as they compare: a number is the same with any number of zeros behind its
   * point.
   */
  public static List<Object> parsed(String text, List<Column> key) {
    List<String> values = values(text, key);
    List<Object> parsed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      parsed.add(
          switch (key.get(i).kind()) {
            case NUMBER -> new BigDecimal(value).stripTrailingZeros();
            case TIME -> PrintedCell.time(value);
            default -> value;
          });
    }
    return parsed;
  }

  /** The same of key values that were read. */
  public static List<Object> parsed(@Nullable Object[] keyValues) {
    return Arrays.stream(keyValues).map(Objects::requireNonNull).map(KeyText::comparable).toList();
  }

  private static Object comparable(Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
  }

  private static int indexOf(byte[] bytes, char sign, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == sign) {
        return i;
      }
    }
    throw new IllegalArgumentException("not a key: no '" + sign + "' behind byte " + from);
  }
}
