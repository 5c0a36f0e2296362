package dev.cutover.workflow;

import dev.cutover.workflow.RunStatus.DecisionTaken;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Texts that came as decisions and could not be any. The first few are told one by one, so that
 * somebody who mistyped learns why; of the rest only the number is kept, whoever sends them.
 */
final class Unread {

  static final String MALFORMED = "no signed decision";
  static final String FOR_NO_GATE = "for no open gate";
  static final String SENT_BEFORE = "sent before";
  static final String TOO_MANY = "too many at once";

  private static final int TOLD = 20;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int shown;
  private Instant shownAt = Instant.EPOCH;

  void goOn(Map<String, Integer> from) {
    counts.putAll(from);
    show();
  }

  /** Counts one more; whether it is still to be told by itself. */
  boolean count(String why) {
    counts.merge(why, 1, Integer::sum);
    show();
    return total() <= TOLD;
  }

  /** The number that people see grows in leaps: each of them is a line on their terminal. */
  private void show() {
    int leap = Math.max(10, shown * 10);
    while (more() >= leap) {
      shown = leap;
      shownAt = StepLog.now();
      leap *= 10;
    }
  }

  private int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private int more() {
    return total() - TOLD;
  }

  /** For the status: roughly how many there were that were not told. */
  List<DecisionTaken> inShort() {
    return shown == 0
        ? List.of()
        : List.of(
            new DecisionTaken(
                "unknown",
                null,
                null,
                false,
                String.format(Locale.ROOT, "%,d more texts, or above, were refused unread", shown),
                shownAt));
  }

  /** For the ledger: how many there were that were not told; null if there were none. */
  @Nullable String inWords() {
    return more() <= 0
        ? null
        : String.format(Locale.ROOT, "%,d more texts were refused unread; of all: ", more())
            + counts.entrySet().stream()
                .map(kind -> String.format(Locale.ROOT, "%,d %s", kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", "));
  }

  Map<String, Integer> counts() {
    return new LinkedHashMap<>(counts);
  }
}
