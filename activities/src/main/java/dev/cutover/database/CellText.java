package dev.cutover.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell's injective text, wherever it is made: in its database, or here where no two databases
 * print a value alike.
 */
public final class CellText {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CellText() {}

  /** What to select for it. */
  public static String expression(Dialect dialect, Column column) {
    String name = dialect.quote(column.name());
    return column.kind().isDigestedInJava()
        ? dialect.plain(column, name)
        : dialect.canonical(column, name);
  }

  /** The text, from what was selected. */
  public static String read(ResultSet row, int index, Column column) throws SQLException {
    return switch (column.kind()) {
      case FLOATING -> floating(row, index);
      case JSON -> json(row.getString(index));
      default -> row.getString(index);
    };
  }

  /** The bits of IEEE 754: zero and negative zero differ, and no digit is rounded away. */
  private static String floating(ResultSet row, int index) throws SQLException {
    double value = row.getDouble(index);
    return row.wasNull() ? "N;" : Long.toHexString(Double.doubleToLongBits(value)) + ";";
  }

  /**
   * What a document says, its members sorted and its numbers without zeros at their ends; a text
   * that is none, or names a member twice, stands for itself.
   */
  private static String json(@Nullable String document) {
    if (document == null) {
      return "N;";
    }
    try {
      StringBuilder text = new StringBuilder("J");
      append(text, JSON.readTree(document));
      return text.append(';').toString();
    } catch (JsonProcessingException none) {
      return "T" + sized(document);
    }
  }

  private static void append(StringBuilder text, JsonNode node) {
    if (node.isObject()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      Collections.sort(names);
      text.append('{');
      for (String name : names) {
        text.append(sized(name));
        append(text, node.get(name));
      }
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      node.forEach(item -> append(text, item));
      text.append(']');
    } else if (node.isTextual()) {
      text.append('S').append(sized(node.textValue()));
    } else if (node.isNumber()) {
      text.append('#').append(node.decimalValue().stripTrailingZeros()).append(';');
    } else {
      text.append(node).append(';');
    }
  }

  private static String sized(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ";";
  }
}
