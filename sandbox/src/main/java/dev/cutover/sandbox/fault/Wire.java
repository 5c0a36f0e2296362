package dev.cutover.sandbox.fault;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What can be told from the bytes of a request. */
final class Wire {

  /** Length, number, command. */
  private static final int MYSQL_HEADER = 5;

  private static final int MYSQL_QUERY = 3;
  private static final int LONGEST_COMMIT = 32;

  /** The length that TCP puts before a message, its id, then the byte that holds the opcode. */
  private static final int DNS_OPCODE = 4;

  private static final int DNS_UPDATE = 5;

  private Wire() {}

  /** The driver may put attributes before the statement, so that its end is what counts. */
  static boolean isMySqlCommit(byte[] burst) {
    if (burst.length <= MYSQL_HEADER
        || burst.length > LONGEST_COMMIT
        || burst[MYSQL_HEADER - 1] != MYSQL_QUERY) {
      return false;
    }
    String text =
        new String(burst, MYSQL_HEADER, burst.length - MYSQL_HEADER, StandardCharsets.US_ASCII);
    return text.toUpperCase(Locale.ROOT).endsWith("COMMIT");
  }

  static boolean isDnsUpdate(byte[] burst) {
    return burst.length > DNS_OPCODE && (burst[DNS_OPCODE] >> 3 & 0xf) == DNS_UPDATE;
  }
}
