package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.database.ColumnFacts.Trait;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/** Whether the target's column can hold every value that legacy's can. */
final class TypeRules {

  private static final long LONGEST_TEXT = (1L << 32) - 1;
  private static final int MOST_BYTES_A_CHARACTER = 4;

  private static final Set<String> ALL_OF_UNICODE =
      Set.of("utf-8", "utf8mb4", "utf16", "utf16le", "utf32", "al32utf8", "al16utf16");

  private static final Set<String> FIRST_PLANE = Set.of("utf8mb3", "utf8", "ucs2");

  private final Found found;

  TypeRules(Found found) {
    this.found = found;
  }

  void check(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    boolean legacyFits = !isUnsupported(pair, Side.LEGACY, a);
    boolean targetFits = !isUnsupported(pair, Side.TARGET, b);
    if (!legacyFits || !targetFits) {
      return;
    }
    if (a.family() == Family.NUMBER && b.family() == Family.NUMBER) {
      numbers(pair);
    } else if (a.family().isText() && b.family().isText()) {
      texts(pair);
    } else if (a.family().isTime() && b.family().isTime()) {
      times(pair);
    } else if (a.family() == Family.BINARY && b.family() == Family.BINARY) {
      if (a.bytes() > b.bytes()) {
        add(SchemaFinding.BINARY_TOO_LONG, pair, "make the target's as long");
      }
    } else if (a.family() != b.family()) {
      add(SchemaFinding.TYPE_DIFFERS, pair, "give both one kind of type");
    }
  }

  private boolean isUnsupported(ColumnPair pair, Side side, ColumnFacts column) {
    boolean unsupported = column.family() == Family.UNSUPPORTED;
    if (unsupported) {
      found.column(
          SchemaFinding.UNSUPPORTED_TYPE,
          side,
          pair.table(),
          pair.name(),
          column.declared() + " can't be carried yet: ignore the column in the plan");
    }
    return unsupported;
  }

  private void numbers(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    BigInteger most = b.largest();
    Integer scale = a.scale();
    Integer places = b.scale();
    if (scale == null && places != null) {
      add(
          SchemaFinding.NUMBER_WITHOUT_SCALE,
          pair,
          "legacy's may have more digits than the target's: look for its longest, and size by it");
      return;
    }
    BigInteger needed = a.largest();
    if (most != null && (needed == null || needed.compareTo(most) > 0)) {
      add(SchemaFinding.NUMBER_TOO_LONG, pair, "give the target's more digits");
    } else if (b.is(Trait.UNSIGNED) && !a.is(Trait.UNSIGNED)) {
      add(SchemaFinding.NUMBER_TOO_LONG, pair, "the target's takes no negative number");
    }
    if (scale != null && places != null && scale > places) {
      add(SchemaFinding.NUMBER_SCALE_TOO_SHORT, pair, "give the target's more decimal places");
    }
  }

  private void texts(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    boolean isLong = b.family() == Family.LONG_TEXT;
    if (!isLong && a.chars() > b.chars()) {
      add(SchemaFinding.TEXT_TOO_LONG, pair, "make the target's as long");
    } else if (bytes(a) > b.bytes()) {
      add(
          SchemaFinding.TEXT_TOO_MANY_BYTES,
          pair,
          "a character may have up to four bytes: give the target's room for them");
    }
    boolean alike = a.family() == Family.FIXED_TEXT && a.declared().equals(b.declared());
    if (b.family() == Family.FIXED_TEXT && !alike) {
      add(
          SchemaFinding.TEXT_LOSES_BLANKS,
          pair,
          "a CHAR drops or adds blanks at its end: make the target's a VARCHAR");
    }
    if (!canSpell(a.charset(), b.charset())) {
      add(
          SchemaFinding.CHARSET_TOO_SMALL,
          pair,
          "the target's character set "
              + b.charset()
              + " lacks characters of "
              + a.charset()
              + ": make it utf8mb4 or AL32UTF8");
    }
  }

  private static long bytes(ColumnFacts column) {
    return column.family() == Family.LONG_TEXT
        ? Math.min(LONGEST_TEXT, column.bytes())
        : Math.min(column.bytes(), column.chars() * MOST_BYTES_A_CHARACTER);
  }

  private static boolean canSpell(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    return a.equals(b)
        || ALL_OF_UNICODE.contains(b)
        || (FIRST_PLANE.contains(b) && !ALL_OF_UNICODE.contains(a));
  }

  private void times(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    if (b.family() == Family.DAY && a.family() != Family.DAY) {
      add(SchemaFinding.TIME_OF_DAY_LOST, pair, "make the target's a DATETIME");
    } else if (a.fraction() > b.fraction() && a.family() != Family.DAY) {
      add(SchemaFinding.FRACTION_TOO_SHORT, pair, "give the target's more digits of a second");
    }
    if (b.family() == Family.INSTANT && a.family() != Family.INSTANT) {
      add(
          SchemaFinding.TIME_OUT_OF_RANGE,
          pair,
          "a TIMESTAMP ends in 2038 and shifts with each session's zone: make it a DATETIME");
    } else if (a.family() == Family.INSTANT && b.family() != Family.INSTANT) {
      add(
          SchemaFinding.ZONE_NOT_KEPT,
          pair,
          "legacy's is shown in each session's zone, and is carried as UTC");
    }
  }

  private void add(SchemaFinding name, ColumnPair pair, String todo) {
    found.column(name, Side.TARGET, pair.table(), pair.name(), pair.types() + ": " + todo);
  }
}
