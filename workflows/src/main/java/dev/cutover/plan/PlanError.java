package dev.cutover.plan;

/**
 * A mistake in a plan file.
 *
 * @param line from 1
 * @param column from 1
 */
public record PlanError(String file, int line, int column, String message)
    implements Comparable<PlanError> {

  @Override
  public int compareTo(PlanError other) {
    int byLine = Integer.compare(line, other.line);
    int byColumn = byLine != 0 ? byLine : Integer.compare(column, other.column);
    return byColumn != 0 ? byColumn : message.compareTo(other.message);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
