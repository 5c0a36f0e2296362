package dev.cutover.roster;

import dev.cutover.decision.SshSignature;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
 * @param validity when the key counts
 */
record AllowedSigner(Set<String> principals, String key, Validity validity) {

  private static final String KEY_TYPE = "ssh-ed25519";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

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
        type == 2 ? options(fields.get(1), local) : Validity.ALWAYS);
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

  /** As people read it. */
  String validityInWords() {
    Instant from = validity.from();
    Instant until = validity.until();
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

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static Validity options(String field, ZoneId local) {
    Instant after = null;
    Instant before = null;
    Set<String> seen = new HashSet<>();
    for (String option : split(field, ',')) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : unquoted(option.substring(equals + 1));
      if (!seen.add(name)) {
        throw new IllegalArgumentException("has the option " + name + " twice");
      }
      switch (name) {
        case "namespaces" -> namespaces(value);
        case "valid-after" -> after = time(value, local);
        case "valid-before" -> before = time(value, local);
        default -> throw new IllegalArgumentException("has the option " + name);
      }
    }
    return new Validity(after, before);
  }

  private static void namespaces(String list) {
    if (!Arrays.asList(list.split(",")).contains(SshSignature.NAMESPACE)) {
      throw new IllegalArgumentException(
          "is for the namespaces " + list + ", not for " + SshSignature.NAMESPACE);
    }
  }

  /** {@code YYYYMMDD[Z]} or {@code YYYYMMDDHHMM[SS][Z]}. */
  private static Instant time(String text, ZoneId local) {
    boolean utc = text.endsWith("Z");
    String digits = utc ? text.substring(0, text.length() - 1) : text;
    try {
      LocalDateTime time =
          switch (digits.length()) {
            case 8 -> LocalDate.parse(digits, DAY).atStartOfDay();
            case 12 -> LocalDateTime.parse(digits, MINUTE);
            default -> LocalDateTime.parse(digits, SECOND);
          };
      return time.atZone(utc ? ZoneOffset.UTC : local).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "has the time " + text + ": expected YYYYMMDD or YYYYMMDDHHMM[SS], Z behind it for UTC",
          e);
    }
  }
}
