package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the parts of the records are called in the file: words with hyphens. */
final class Names {

  private static final int NEAR = 3;
  private static final int MOST_LISTED = 50;
  private static final int MOST_SHOWN = 60;

  private Names() {}

  static String of(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? hyphens(component.getName()) : given.value();
  }

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a file may leave it out: then it is null, or empty. */
  static boolean mayBeAbsent(RecordComponent component) {
    return isOptional(component) || component.isAnnotationPresent(EmptyIfAbsent.class);
  }

  static boolean isOptional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String hyphens(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The known name that was probably meant. */
  static String suggestion(String name, List<String> known) {
    if (known.isEmpty()) {
      return ": there is none";
    }
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= NEAR)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(candidate -> distance(name, candidate) <= NEAR)
        .map(candidate -> ": did you mean '" + candidate + "'?")
        .orElse("; known here: " + listed(known));
  }

  private static String listed(List<String> known) {
    String first = String.join(", ", known.subList(0, Math.min(known.size(), MOST_LISTED)));
    return known.size() > MOST_LISTED
        ? first + " and " + (known.size() - MOST_LISTED) + " more"
        : first;
  }

  /** A value from the file as a message shows it: no longer than a line has room for. */
  static String quoted(String text) {
    boolean fits = text.codePointCount(0, text.length()) <= MOST_SHOWN;
    return "'"
        + (fits ? text : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…")
        + "'";
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
