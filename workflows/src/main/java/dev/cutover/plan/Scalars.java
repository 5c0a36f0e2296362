package dev.cutover.plan;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The single values of a plan file, each in one form only. */
final class Scalars {

  /** No signs, no leading zeros (010 is eight to YAML), and no digits but ASCII's. */
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,14}");

  /** What a double holds exactly enough to tell two plans apart: the hash is over JSON numbers. */
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,5})(\\.\\d{1,4})?");

  private static final int MOST_WORDS = 35;
  private static final Pattern YEAR = Pattern.compile("\\d{4}-.*");
  private static final Pattern TIME_OF_DAY = Pattern.compile("\\d\\d:\\d\\d");

  /** What no reader sees, or sees in another order than it stands. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}&&[^\n\t]]");

  private Scalars() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException that says what is expected instead
   */
  static Object parse(Class<?> type, ScalarNode node) {
    String text = node.getValue();
    boolean quoted = node.getScalarStyle() != ScalarStyle.PLAIN;
    if (node.getTag().equals(Tag.NULL) && !(type.isEnum() && text.equals("null"))) {
      throw new IllegalArgumentException("is empty: expected " + describe(type));
    }
    try {
      if (type == String.class) {
        return words(node, quoted);
      } else if (type.isEnum()) {
        return constant(type, text);
      } else if (quoted) {
        throw new IllegalArgumentException();
      } else if (type == int.class || type == Integer.class) {
        return Integer.valueOf(matching(WHOLE, text));
      } else if (type == long.class) {
        return Long.valueOf(matching(WHOLE, text));
      } else if (type == boolean.class || type == Boolean.class) {
        return truth(text);
      } else if (type == BigDecimal.class) {
        return new BigDecimal(matching(DECIMAL, text));
      } else if (type == Duration.class) {
        return Durations.parse(text);
      } else if (type == LocalDate.class) {
        return LocalDate.parse(matching(YEAR, text));
      } else if (type == LocalDateTime.class) {
        return LocalDateTime.parse(matching(YEAR, text));
      } else if (type == LocalTime.class) {
        return LocalTime.parse(matching(TIME_OF_DAY, text));
      } else if (type == ZoneId.class) {
        return ZoneId.of(text);
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(Names.quoted(text) + expected(type, text), e);
    }
    throw new IllegalStateException("no form for " + type);
  }

  private static String words(ScalarNode node, boolean quoted) {
    boolean isText = quoted || node.getTag().equals(Tag.STR) || node.getTag().equals(Tag.TIMESTAMP);
    if (!isText || node.getValue().isBlank()) {
      throw new IllegalArgumentException();
    }
    if (UNSEEN.matcher(node.getValue()).find()) {
      throw new IllegalArgumentException();
    }
    return node.getValue();
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Names.of((Enum<?>) constant).equals(text))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /** Of many words the one that was probably meant says more than all of them. */
  private static String expected(Class<?> type, String text) {
    if (!type.isEnum() || type.getEnumConstants().length <= MOST_WORDS) {
      return ": expected " + describe(type);
    }
    return Names.suggestion(
        text,
        Arrays.stream(type.getEnumConstants())
            .map(constant -> Names.of((Enum<?>) constant))
            .toList());
  }

  /** What a value must look like, for people to read. */
  static String describe(Class<?> type) {
    if (type == String.class) {
      return "a text of visible characters (in quotes if it looks like a number or a truth value)";
    } else if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> Names.of((Enum<?>) constant))
              .collect(Collectors.joining(", "));
    } else if (type == Duration.class) {
      return "a duration such as 6h, 1h30m, 90s or 30d";
    } else if (type == LocalDate.class) {
      return "a date such as 2030-09-28";
    } else if (type == LocalDateTime.class) {
      return "a local time such as 2030-09-28T22:00";
    } else if (type == LocalTime.class) {
      return "a time of day such as 10:00";
    } else if (type == ZoneId.class) {
      return "a time zone such as Asia/Tokyo";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    return type == BigDecimal.class ? "a number such as 1.5" : "a whole number";
  }
}
