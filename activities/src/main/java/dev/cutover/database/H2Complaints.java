package dev.cutover.database;

import dev.cutover.database.Complaint.Codes;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Error codes of H2.
 *
 * @see <a href="https://h2database.com/javadoc/org/h2/api/ErrorCode.html">ErrorCode</a>
 */
final class H2Complaints {

  private static final String GRANT = "grant the engine's account the rights that it lacks";
  private static final String MISSING = "run init, or see that the database is the right one";
  private static final String DISK = "its file can't be written: see that the disk is not full";

  private static final String STATEMENT = "; SQL statement:";

  /** What a message is about: a name or a value, whose own quotes are doubled. */
  private static final Pattern PARAMETER =
      Pattern.compile("(column |Cannot parse )?\"((?:[^\"]|\"\")*+)\"");

  /** Values behind the columns of an index or a foreign key, or behind a table. */
  private static final Pattern ROW =
      Pattern.compile("(?:(?<=\\))( VALUES)? \\(| \\( /\\*).*", Pattern.DOTALL);

  /** A value, and its length or its column. */
  private static final Pattern TEXT =
      Pattern.compile("(?:U&)?'(?:[^']|'')*+'( \\(.*)", Pattern.DOTALL);

  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*+'");

  /** 90131 is a row that somebody else changed while this transaction waited for it. */
  static final Codes CODES =
      new Codes(
          Set.of(40001, 90131),
          Set.of(50200),
          Set.of(57014, 90007, 90067, 90098, 90121),
          Map.of(90135, "the database is in exclusive mode", 90108, "the server is out of memory"),
          Map.of(
              28000,
              GRANT,
              90040,
              GRANT,
              90096,
              GRANT,
              42102,
              MISSING,
              42103,
              MISSING,
              42104,
              MISSING,
              90079,
              MISSING,
              90028,
              DISK,
              90031,
              DISK,
              90097,
              "it is read-only"),
          Set.of(90131),
          H2Complaints::withoutValues);

  private H2Complaints() {}

  private static String withoutValues(SQLException e) {
    boolean isData = String.valueOf(e.getSQLState()).startsWith("22");
    String words = String.valueOf(e.getMessage());
    int statement = words.lastIndexOf(STATEMENT);
    int end = statement < 0 ? words.length() : statement;
    String told =
        PARAMETER
            .matcher(words.substring(0, end))
            .replaceAll(one -> Matcher.quoteReplacement(parameter(one, isData)));
    return told + LITERAL.matcher(words.substring(end)).replaceAll("'…'");
  }

  private static String parameter(MatchResult one, boolean isData) {
    if (one.group(1) != null) {
      return one.group();
    }
    String text = one.group(2);
    return '"' + (isData ? withoutText(text) : ROW.matcher(text).replaceFirst("$1 (…)")) + '"';
  }

  private static String withoutText(String value) {
    Matcher text = TEXT.matcher(value);
    return text.matches() ? "'…'" + text.group(1) : "…";
  }
}
