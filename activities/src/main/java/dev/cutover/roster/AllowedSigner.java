package dev.cutover.roster;

import dev.cutover.decision.SshSignature;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of an allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS). Where that format is wider
 * than a roster may be, the key counts for nobody: principals are names and no patterns, a
 * certificate authority signs for people whom nobody has named, and an option that is not
 * understood may be a restriction.
 *
 * @param principals keys of people in the plan
 * @param key in OpenSSH's base64 form
 * @param options when the key counts, and for what
 * @param text the line without its comment
 */
record AllowedSigner(Set<String> principals, String key, SignerOptions options, String text) {

  private static final String KEY_TYPE = "ssh-ed25519";

  /**
   * Reads a line; null for a blank one or a comment.
   *
   * @param local the zone of times that name none
   * @throws IllegalArgumentException saying why the line's key counts for nobody
   */
  static @Nullable AllowedSigner parse(String line, ZoneId local) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return null;
    }
    List<String> fields = split(text, ' ');
    int type = fields.indexOf(KEY_TYPE);
    if (type < 1 || type > 2 || type + 1 >= fields.size()) {
      throw new IllegalArgumentException("has no " + KEY_TYPE + " key behind its principals");
    }
    return new AllowedSigner(
        principals(unquoted(fields.get(0))),
        SshSignature.openSsh(SshSignature.publicKeyOf(fields.get(type + 1))),
        type == 2 ? SignerOptions.parse(split(fields.get(1), ','), local) : SignerOptions.NONE,
        String.join(" ", fields.subList(0, type + 2)));
  }

  private static Set<String> principals(String list) {
    if (list.matches(".*[*?!].*")) {
      throw new IllegalArgumentException("has a pattern for a principal: name the people");
    }
    return Set.copyOf(Arrays.asList(list.split(",")));
  }

  boolean isKey(byte[] publicKey) {
    return key.equals(SshSignature.openSsh(publicKey));
  }

  boolean isOfAny(Set<String> people) {
    return principals.stream().anyMatch(people::contains);
  }

  /** Whether decisions are signed with the key; evidence may be with any that is for us. */
  boolean decides() {
    return options.decides();
  }

  Validity validity() {
    return options.validity();
  }

  /** As people read it. */
  String validityInWords() {
    Instant from = validity().from();
    Instant until = validity().until();
    return (from == null ? "" : "from " + from + " ") + (until == null ? "on" : "until " + until);
  }

  /** Separated outside of double quotes, by blanks of either kind or by commas. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      }
      boolean ends = separator == ' ' ? Character.isWhitespace(c) : c == separator;
      if (!ends || quoted) {
        part.append(c);
      } else if (!part.isEmpty()) {
        parts.add(part.toString());
        part.setLength(0);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("has a quote that does not end");
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
