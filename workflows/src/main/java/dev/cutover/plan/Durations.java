package dev.cutover.plan;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as a plan writes them: {@code 6h}, {@code 1h30m}, {@code 30d}, {@code 0s}. */
final class Durations {

  /** Few digits a part: no sum of them overflows anywhere. */
  static final String FORM =
      "(?=.)(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?(?:(\\d{1,4})m)?(?:(\\d{1,6})s)?";

  private static final Pattern DURATION = Pattern.compile(FORM);

  private Durations() {}

  static Duration parse(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException();
    }
    return Duration.ofDays(part(parts, 1))
        .plusHours(part(parts, 2))
        .plusMinutes(part(parts, 3))
        .plusSeconds(part(parts, 4));
  }

  private static long part(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The same form, for people to read; a day is 24h, as people say, two days are 2d. */
  static String words(Duration duration) {
    long days = duration.toDays() < 2 ? 0 : duration.toDays();
    StringBuilder words = new StringBuilder();
    append(words, days, "d");
    append(words, duration.toHours() - days * 24, "h");
    append(words, duration.toMinutesPart(), "m");
    append(words, duration.toSecondsPart(), "s");
    return words.isEmpty() ? "0s" : words.toString();
  }

  private static void append(StringBuilder words, long amount, String unit) {
    if (amount > 0) {
      words.append(amount).append(unit);
    }
  }
}
