package dev.cutover.starter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Records of RFC 4180, the form of {@code --csv}. */
final class Csv {

  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

  private Csv() {}

  static String of(String... fields) {
    return List.of(fields).stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(String text) {
    return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
