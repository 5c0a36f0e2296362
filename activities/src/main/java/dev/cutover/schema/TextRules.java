package dev.cutover.schema;

import dev.cutover.database.ColumnFacts;
import dev.cutover.database.ColumnFacts.Family;
import dev.cutover.plan.SchemaFinding;
import java.util.Locale;
import java.util.Set;

/** Whether the target's column can hold every text that legacy's can, letter by letter. */
final class TextRules {

  private static final long LONGEST = (1L << 32) - 1;
  private static final long PRINTED_UUID = 36;
  private static final int MOST_BYTES_A_CHARACTER = 4;

  private static final Set<String> ALL_OF_UNICODE =
      Set.of("utf-8", "utf8mb4", "utf16", "utf16le", "utf32", "al32utf8", "al16utf16");

  private static final Set<String> FIRST_PLANE = Set.of("utf8mb3", "utf8", "ucs2");

  private final Found found;

  TextRules(Found found) {
    this.found = found;
  }

  void check(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    if (a.family() == Family.UUID && b.family().isText()) {
      uuid(pair);
    } else if (isOfSomeFormOnly(b.family())) {
      forms(pair);
    } else {
      lengths(pair);
      blanks(pair);
      letters(pair);
    }
  }

  private static boolean isOfSomeFormOnly(Family family) {
    return family == Family.LIST || family == Family.JSON || family == Family.UUID;
  }

  private void uuid(ColumnPair pair) {
    ColumnFacts b = pair.target();
    if (b.family() == Family.LIST) {
      forms(pair);
    } else if (b.family() != Family.LONG_TEXT && b.chars() < PRINTED_UUID) {
      found.pair(SchemaFinding.TEXT_TOO_LONG, pair, "a UUID has 36 characters");
    } else if (b.family() == Family.FIXED_TEXT && b.chars() > PRINTED_UUID) {
      blanks(pair);
    }
  }

  private void forms(ColumnPair pair) {
    boolean alike =
        pair.target().family() == Family.LIST
            ? list(pair.legacy()).equals(list(pair.target()))
            : pair.legacy().family() == pair.target().family();
    if (!alike) {
      found.pair(
          SchemaFinding.VALUE_REFUSED,
          pair,
          "the target takes no other texts: make it a plain text, or prove that legacy has none");
    }
  }

  /** What stands in parentheses behind ENUM or SET; the whole type if it is neither. */
  private static String list(ColumnFacts column) {
    return column.family() == Family.LIST
        ? column.declared().substring(column.declared().indexOf('('))
        : column.declared();
  }

  private void lengths(ColumnPair pair) {
    ColumnFacts b = pair.target();
    if (b.family() != Family.LONG_TEXT && chars(pair.legacy()) > b.chars()) {
      found.pair(SchemaFinding.TEXT_TOO_LONG, pair, "make the target's as long");
    } else if (bytes(pair.legacy()) > b.bytes()) {
      found.pair(
          SchemaFinding.TEXT_TOO_MANY_BYTES,
          pair,
          "a character may have up to four bytes: give the target's room for them");
    }
  }

  private static long chars(ColumnFacts column) {
    return column.family() == Family.JSON ? LONGEST : column.chars();
  }

  private static long bytes(ColumnFacts column) {
    return switch (column.family()) {
      case JSON -> LONGEST;
      case LONG_TEXT -> Math.min(LONGEST, column.bytes());
      default -> Math.min(column.bytes(), column.chars() * MOST_BYTES_A_CHARACTER);
    };
  }

  private void blanks(ColumnPair pair) {
    ColumnFacts a = pair.legacy();
    ColumnFacts b = pair.target();
    boolean alike = a.family() == Family.FIXED_TEXT && a.declared().equals(b.declared());
    if (b.family() != Family.FIXED_TEXT || alike) {
      return;
    }
    if (pair.rule().trim() == null) {
      found.pair(
          SchemaFinding.TEXT_LOSES_BLANKS,
          pair,
          "a CHAR drops or adds blanks at its end: make the target's a VARCHAR, or give the column"
              + " a rule 'trim' in the plan");
    } else {
      found.ruled(
          SchemaFinding.TEXT_LOSES_BLANKS, pair, "the plan compares it without blanks at its end");
    }
  }

  private void letters(ColumnPair pair) {
    String from = charset(pair.legacy());
    String to = charset(pair.target());
    if (!canSpell(from, to)) {
      found.pair(
          SchemaFinding.CHARSET_TOO_SMALL,
          pair,
          "the target's character set "
              + to
              + " lacks characters of "
              + from
              + ": make it utf8mb4 or AL32UTF8");
    }
  }

  private static String charset(ColumnFacts column) {
    return column.family() == Family.JSON ? "utf8mb4" : column.charset();
  }

  private static boolean canSpell(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    return a.equals(b)
        || ALL_OF_UNICODE.contains(b)
        || (FIRST_PLANE.contains(b) && !ALL_OF_UNICODE.contains(a));
  }
}
