package dev.cutover.roster;

import dev.cutover.decision.SshSignature;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a line of an allowed-signers file says of its key.
 *
 * @param namespaces that it signs for; empty: for all
 */
record SignerOptions(Validity validity, Set<String> namespaces) {

  static final SignerOptions NONE = new SignerOptions(Validity.ALWAYS, Set.of());

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /** Whether decisions are signed with the key. */
  boolean decides() {
    return namespaces.isEmpty() || namespaces.contains(SshSignature.NAMESPACE);
  }

  /**
   * Reads them.
   *
   * @param local the zone of times that name none
   * @throws IllegalArgumentException if one is not understood, or the key is not for us
   */
  static SignerOptions parse(List<String> options, ZoneId local) {
    Validity validity = Validity.ALWAYS;
    Set<String> namespaces = Set.of();
    Set<String> seen = new HashSet<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : AllowedSigner.unquoted(option.substring(equals + 1));
      if (!seen.add(name)) {
        throw new IllegalArgumentException("has the option " + name + " twice");
      }
      switch (name) {
        case "namespaces" -> namespaces = namespaces(value);
        case "valid-after" -> validity = new Validity(time(value, local), validity.until());
        case "valid-before" -> validity = new Validity(validity.from(), time(value, local));
        default -> throw new IllegalArgumentException("has the option " + name);
      }
    }
    return new SignerOptions(validity, namespaces);
  }

  private static Set<String> namespaces(String list) {
    Set<String> namespaces = Set.copyOf(Arrays.asList(list.split(",")));
    if (!namespaces.contains(SshSignature.NAMESPACE)
        && !namespaces.contains(SshSignature.EVIDENCE)) {
      throw new IllegalArgumentException(
          "is for the namespaces " + list + ", not for " + SshSignature.NAMESPACE);
    }
    return namespaces;
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
