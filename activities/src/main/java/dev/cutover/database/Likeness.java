package dev.cutover.database;

import dev.cutover.database.Column.Form;
import dev.cutover.database.Column.Kind;
import dev.cutover.plan.Table.ColumnRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How two columns of one name are compared, and why some can't be. */
final class Likeness {

  /** Bytes of a cell's text that is no text itself: the longest number, or a digest. */
  private static final long SHORT_CELL = 75;

  private static final int BYTES_A_CHARACTER = 4;

  private Likeness() {}

  /**
   * A column as it is compared with its counterpart: numbers with the digits of the finer side, so
   * that none is hidden, and texts as long ones where one side's is.
   */
  static Column alike(Column column, Column other, ColumnRule rule) {
    Column ruled = column.under(rule);
    int scale =
        column.kind() == Kind.NUMBER
            ? Math.max(ruled.decimals(), other.under(rule).decimals())
            : column.scale();
    return ruled.as(common(column, other).orElse(column.kind())).scaled(scale);
  }

  /** What both are compared as; empty if no form of theirs is the same. */
  static Optional<Kind> common(Column a, Column b) {
    if (a.kind() == b.kind()) {
      return Optional.of(a.kind());
    }
    return either(a, b, Kind.TEXT, Kind.LONG_TEXT)
        .or(() -> either(a, b, Kind.BINARY, Kind.LONG_BINARY))
        .or(() -> json(a, b).or(() -> json(b, a)))
        .or(() -> uuid(a, b).or(() -> uuid(b, a)));
  }

  private static Optional<Kind> either(Column a, Column b, Kind one, Kind both) {
    boolean pair = Set.of(one, both).equals(Set.of(a.kind(), b.kind()));
    return pair ? Optional.of(both) : Optional.empty();
  }

  /** Whether one software prints both alike; a rule may change what it prints. */
  static boolean isPrintedAlike(Column a, Column b) {
    return a.form() == b.form()
        && a.stored().digits() == b.stored().digits()
        && a.rule().changesNothing();
  }

  /** Whether equal bytes are equal values of both: numbers alone have types of several widths. */
  static boolean isStoredAlike(Column a, Column b) {
    return isPrintedAlike(a, b)
        && (a.kind() != Kind.NUMBER || a.stored().type().equals(b.stored().type()));
  }

  /** A UUID or a value of an ENUM is no JSON. */
  private static Optional<Kind> json(Column json, Column text) {
    return json.kind() == Kind.JSON && text.kind().isText() && text.form() == Form.PLAIN
        ? Optional.of(Kind.JSON)
        : Optional.empty();
  }

  /** A UUID's sixteen bytes are its other form. */
  private static Optional<Kind> uuid(Column uuid, Column bytes) {
    return uuid.form() == Form.UUID && bytes.kind() == Kind.BINARY
        ? Optional.of(Kind.BINARY)
        : Optional.empty();
  }

  /** Why the plan's rule says nothing of such a column; empty if it does, or there is none. */
  static String misfit(Column column, ColumnRule rule) {
    boolean ofTexts = rule.trim() != null || rule.charsetMap() != null || rule.empty() != null;
    String needed =
        rule.scale() != null && column.kind() != Kind.NUMBER
            ? "scale is for numbers"
            : rule.time() != null && column.kind() != Kind.TIME
                ? "time is for dates and times"
                : ofTexts && !column.kind().isText()
                    ? "trim, charset-map and empty are for texts"
                    : "";
    return needed.isEmpty()
        ? ""
        : "column %s is %s, but its rule %s: mend the plan"
            .formatted(column.key(), column.kind(), needed);
  }

  /**
   * Which columns are compared by their digests, the longest first, so that the rest of a row's
   * texts can be joined: places among the columns.
   *
   * @param most bytes that a row's text may have on either side
   */
  static List<Integer> digested(List<Column> left, List<Column> right, List<Column> key, int most) {
    List<Integer> byLength =
        IntStream.range(0, left.size())
            .filter(i -> !key.contains(left.get(i)))
            .filter(i -> digest(left.get(i).kind()) != null)
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer i) -> bytes(left.get(i), right.get(i)))
                    .reversed())
            .toList();
    long bytes = 0;
    for (int i = 0; i < left.size(); i++) {
      bytes += bytes(left.get(i), right.get(i));
    }
    List<Integer> digested = new ArrayList<>();
    for (int i : byLength) {
      if (bytes <= most) {
        break;
      }
      bytes -= bytes(left.get(i), right.get(i)) - SHORT_CELL;
      digested.add(i);
    }
    return digested;
  }

  private static long bytes(Column a, Column b) {
    long length = Math.max(a.stored().length(), b.stored().length());
    return switch (a.kind()) {
      case TEXT -> SHORT_CELL + BYTES_A_CHARACTER * length;
      case BINARY -> SHORT_CELL + 2 * length;
      default -> SHORT_CELL;
    };
  }

  /** The kind of the same column when it is compared by its digest. */
  static @Nullable Kind digest(Kind kind) {
    return switch (kind) {
      case TEXT -> Kind.LONG_TEXT;
      case BINARY -> Kind.LONG_BINARY;
      default -> null;
    };
  }
}
