package dev.cutover.ledger;

import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry as its column holds it: in ASCII alone. The charset of a schema, or of a whole Oracle
 * database, may lack a character that people have written, change it, or refuse it; then no hash of
 * the chain and no signature would fit any more. So what is not ASCII stands as JSON's escape,
 * which canonical JSON (RFC 8785) has for control characters alone: the column holds the same JSON,
 * and the way back finds the very text, which the hashes are of.
 */
final class AsciiJson {

  private static final char LAST_OF_ASCII = 0x7f;

  /** Each with its second character, so that an escaped backslash begins no other escape. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|.)", Pattern.DOTALL);

  private AsciiJson() {}

  static String of(String canonical) {
    StringBuilder ascii = new StringBuilder(canonical.length());
    for (int i = 0; i < canonical.length(); i++) {
      char character = canonical.charAt(i);
      if (character <= LAST_OF_ASCII) {
        ascii.append(character);
      } else {
        ascii.append("\\u").append(HexFormat.of().toHexDigits(character));
      }
    }
    return ascii.toString();
  }

  static String decoded(String ascii) {
    return ESCAPE.matcher(ascii).replaceAll(escape -> Matcher.quoteReplacement(decoded(escape)));
  }

  private static String decoded(MatchResult escape) {
    String digits = escape.group(1);
    int code = digits == null ? 0 : HexFormat.fromHexDigits(digits);
    return code > LAST_OF_ASCII ? String.valueOf((char) code) : escape.group();
  }
}
