package dev.cutover.plan;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Collects the mistakes of one file. */
final class PlanErrors {

  private final String file;
  private final List<PlanError> errors = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  PlanErrors(String file) {
    this.file = file;
  }

  /** Notes that what stands at a path is a placeholder. */
  void broken(String path) {
    broken.add(path);
  }

  /** Whether a value, a part of it or what it is part of is a placeholder. */
  boolean isBroken(String path) {
    return broken.stream()
        .anyMatch(
            other ->
                path.equals(other)
                    || path.startsWith(other + ".")
                    || path.startsWith(other + "[")
                    || other.startsWith(path + ".")
                    || other.startsWith(path + "["));
  }

  void add(Mark mark, String message) {
    add(mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  void add(int line, int column, String message) {
    errors.add(new PlanError(file, line, column, message));
  }

  List<PlanError> sorted() {
    return errors.stream().distinct().sorted().toList();
  }
}
