package dev.cutover.starter;

import dev.cutover.starter.RunView.Rate;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The line that moves: the running step and, where rows are counted, how far and how fast. */
final class Bar {

  private static final int LONGEST = 24;
  private static final int SHORTEST = 6;
  private static final int SHORTEST_NAMES = 8;

  private Bar() {}

  /** The line's text, never wider than the terminal: one that wraps could not be cleared. */
  static String line(String step, @Nullable Rate rate, int width) {
    String head = "  ▸ " + step;
    if (rate == null) {
      return cut(head, width);
    }
    long total = Math.max(1, Math.max(rate.total(), rate.done()));
    String tail =
        String.format(
            Locale.ROOT,
            "%3d %% %,d rows/s%s",
            100 * rate.done() / total,
            rate.perSecond(),
            rate.left() == null ? "" : ", " + inWords(rate.left()) + " left");
    int bar = Math.min(LONGEST, width - head.length() - tail.length() - " [] ".length());
    String text = head + " ";
    if (bar >= SHORTEST) {
      int full = (int) (bar * rate.done() / total);
      text += "[" + "█".repeat(full) + "·".repeat(bar - full) + "] ";
    }
    text += tail;
    if (width - text.length() >= SHORTEST_NAMES) {
      text += "  " + String.join(", ", rate.what());
    }
    return cut(text, width);
  }

  private static String inWords(Duration left) {
    return left.toMinutes() == 0
        ? left.toSeconds() + " s"
        : left.toMinutes() + " min " + left.toSecondsPart() + " s";
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}
