package dev.cutover.database;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A row's key as one text, as triggers write it: numbers and times end in a semicolon, strings are
 * their length in bytes, a colon, the string and a semicolon. No value can be taken for another.
 */
public final class KeyText {

  private KeyText() {}

  /** The values of a key, in the order of its columns. */
  public static List<String> values(String text, List<Column> key) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> values = new ArrayList<>();
    int at = 0;
    for (Column column : key) {
      int end;
      if (column.kind() == Column.Kind.TEXT || column.kind() == Column.Kind.LONG_TEXT) {
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

  private static int indexOf(byte[] bytes, char sign, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == sign) {
        return i;
      }
    }
    throw new IllegalArgumentException("not a key: no '" + sign + "' behind byte " + from);
  }
}
