package dev.cutover.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;

/** Collects the mistakes of one file. */
final class PlanErrors {

  /** Who gets so many lines needs no more to see that the file is another one than was meant. */
  private static final int MOST = 1_000;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private final String file;
  private final List<PlanError> errors = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();
  private final Set<String> aroundBroken = new HashSet<>();
  private int lines = 1;
  private int untold;

  PlanErrors(String file) {
    this.file = file;
  }

  /** A mistake at the file's end is told in its last line, not behind it. */
  void lines(int count) {
    lines = count;
  }

  /** Notes that what stands at a path is a placeholder. */
  void broken(String path) {
    broken.add(path);
    String around = around(path);
    while (!around.isEmpty() && aroundBroken.add(around)) {
      around = around(around);
    }
  }

  /** Whether a value or what it is part of is a placeholder. */
  boolean isBroken(String path) {
    String at = path;
    while (!at.isEmpty()) {
      if (broken.contains(at)) {
        return true;
      }
      at = around(at);
    }
    return false;
  }

  /** Whether a part of a value is a placeholder. */
  boolean holdsBroken(String path) {
    return aroundBroken.contains(path);
  }

  /** What the value at a path is part of: {@code a.b} for {@code a.b[3]} and for {@code a.b.c}. */
  static String around(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  boolean isFull() {
    return errors.size() >= MOST;
  }

  void add(Mark mark, String message) {
    add(mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  void add(int line, int column, String message) {
    if (isFull()) {
      untold++;
      return;
    }
    boolean behind = line > lines;
    String visible =
        INVISIBLE
            .matcher(message)
            .replaceAll(found -> String.format("\\\\u%04x", found.group().codePointAt(0)));
    errors.add(new PlanError(file, behind ? lines : line, behind ? 1 : column, visible));
  }

  List<PlanError> sorted() {
    List<PlanError> sorted = new ArrayList<>(errors.stream().distinct().sorted().toList());
    if (untold > 0) {
      PlanError last = sorted.get(sorted.size() - 1);
      String rest = "and " + untold + " mistakes more: mend the first ones, then check again";
      sorted.add(new PlanError(file, last.line(), last.column(), rest));
    }
    return List.copyOf(sorted);
  }
}
