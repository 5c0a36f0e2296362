package dev.cutover.plan;

import java.util.List;

/** Lines under titles, with names in a column of their own. */
final class TextLines {

  private static final int NAMES = 28;

  private final StringBuilder text = new StringBuilder();

  void title(String words) {
    text.append(text.isEmpty() ? "" : "\n").append(words).append('\n');
  }

  /** A name and what is to be said of it. */
  void row(String name, String words) {
    String gap = " ".repeat(Math.max(1, NAMES - name.length()));
    text.append(("  " + name + gap + words).stripTrailing()).append('\n');
  }

  void below(String words) {
    text.append("      ").append(words).append('\n');
  }

  void below(List<String> lines) {
    lines.forEach(this::below);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
