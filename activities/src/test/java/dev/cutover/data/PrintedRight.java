package dev.cutover.data;

import dev.cutover.plan.Side;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One right that {@code plan grants} prints, with its placeholders. */
record PrintedRight(Side side, String privilege, String on, String to) {

  private static final Pattern GRANT = Pattern.compile("GRANT (.+) ON (\\S+) TO (\\S+);");
  private static final Pattern COMMA = Pattern.compile(", ");

  static List<PrintedRight> of(Side side, String script) {
    return script
        .lines()
        .map(GRANT::matcher)
        .filter(Matcher::matches)
        .flatMap(
            grant ->
                COMMA
                    .splitAsStream(grant.group(1))
                    .map(one -> new PrintedRight(side, one, grant.group(2), grant.group(3))))
        .toList();
  }

  /** Whether its want is told by its name; else something is merely not seen, or not done. */
  boolean isNamedWhereItLacks() {
    return on.endsWith("`");
  }

  String granted() {
    return "GRANT " + privilege + " ON " + on + " TO " + to;
  }

  String revoked() {
    return "REVOKE " + privilege + " ON " + on + " FROM " + to;
  }

  @Override
  public String toString() {
    return "%s: %s on %s of %s".formatted(side.name().toLowerCase(Locale.ROOT), privilege, on, to);
  }
}
