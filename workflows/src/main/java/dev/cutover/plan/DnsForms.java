package dev.cutover.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of DNS values. */
final class DnsForms {

  static final List<String> TYPES = List.of("A", "AAAA", "CNAME");

  private static final int MOST_NAME = 253;
  private static final int GROUPS = 8;
  private static final int HEX = 16;
  private static final Pattern LABELS =
      Pattern.compile("(?i)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.(?!$)|$))+");
  private static final Pattern BYTES =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private DnsForms() {}

  /** Letters, digits, hyphens and underscores between dots, without a final dot. */
  static boolean isName(String text) {
    return text.length() <= MOST_NAME && LABELS.matcher(text).matches();
  }

  /** What is wrong with a record's value. */
  static Optional<String> mistake(String type, String value) {
    return Optional.ofNullable(
        switch (type) {
          case "A" -> BYTES.matcher(value).matches() ? null : "is no IPv4 address";
          case "AAAA" -> groups(value) == null ? "is no IPv6 address" : null;
          default -> {
            if (!value.endsWith(".")) {
              yield "must end with a dot: without it the zone is appended";
            }
            yield isName(value.substring(0, value.length() - 1)) ? null : "is no DNS name";
          }
        });
  }

  /** Whether two values mean the same, however they are written. */
  static boolean same(String one, String other) {
    @Nullable List<Integer> address = groups(one);
    return one.equalsIgnoreCase(other) || (address != null && address.equals(groups(other)));
  }

  /** The eight groups of an IPv6 address; null if it is none. */
  private static @Nullable List<Integer> groups(String text) {
    int gap = text.indexOf("::");
    List<String> head = split(gap < 0 ? text : text.substring(0, gap));
    List<String> tail = split(gap < 0 ? "" : text.substring(gap + 2));
    int missing = GROUPS - head.size() - tail.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    List<String> all = new ArrayList<>(head);
    all.addAll(Collections.nCopies(missing, "0"));
    all.addAll(tail);
    return all.stream().allMatch(group -> GROUP.matcher(group).matches())
        ? all.stream().map(group -> Integer.valueOf(group, HEX)).toList()
        : null;
  }

  private static List<String> split(String groups) {
    return groups.isEmpty() ? List.of() : List.of(groups.split(":", -1));
  }
}
