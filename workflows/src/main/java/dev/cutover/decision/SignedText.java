package dev.cutover.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A statement and its signature in one text, as it is sent by Update, by signal, or pasted into a
 * dialog: the statement, then an SSH signature in its armor. White space around and inside the
 * armor does not count, since text boxes change it.
 *
 * @param signature the armor's base64 without white space
 */
public record SignedText(Statement statement, String signature) {

  /** A longer text is refused unread. */
  public static final int MOST_CHARACTERS = 16 * 1024;

  /**
   * Reads a signed text without checking its signature.
   *
   * @throws IllegalArgumentException if it has not the form of one
   */
  public static SignedText parse(String text) {
    requireText(text);
    int begin = text.indexOf(SshArmor.BEGIN);
    int end = text.indexOf(SshArmor.END);
    if (begin < 0
        || end < begin + SshArmor.BEGIN.length()
        || text.indexOf(SshArmor.BEGIN, begin + 1) >= 0) {
      throw new IllegalArgumentException("no SSH signature follows the statement");
    }
    if (!text.substring(end + SshArmor.END.length()).isBlank()) {
      throw new IllegalArgumentException("text behind the signature");
    }
    String base64 = text.substring(begin + SshArmor.BEGIN.length(), end).replaceAll("\\s", "");
    return new SignedText(Statement.parse(text.substring(0, begin).strip()), base64);
  }

  /**
   * The nonce of the gate that a text answers, read without asking for the form of the rest: a
   * replay has to find the same gate although statements have got other fields since.
   *
   * @throws IllegalArgumentException if the text is too long or does not begin with JSON
   */
  public static String nonceOf(String text) {
    return Statement.textOf(statementIn(text), "nonce");
  }

  /** The person who signed a text that was accepted once, read in the same way. */
  public static String personOf(String text) {
    return Statement.textOf(statementIn(text), "person");
  }

  private static String statementIn(String text) {
    requireText(text);
    int begin = text.indexOf(SshArmor.BEGIN);
    return begin < 0 ? text : text.substring(0, begin);
  }

  /** Half of a surrogate pair has no bytes of its own: it would pass for a signed question mark. */
  private static void requireText(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("longer than " + MOST_CHARACTERS + " characters");
    }
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("half of a surrogate pair");
    }
  }

  /** The text to send. */
  public String text() {
    return statement.canonical() + "\n" + SshArmor.of(signature);
  }
}
