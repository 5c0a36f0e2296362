package dev.cutover.plan;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Collects the mistakes of one file. */
final class PlanErrors {

  private final String file;
  private final List<PlanError> errors = new ArrayList<>();

  PlanErrors(String file) {
    this.file = file;
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
