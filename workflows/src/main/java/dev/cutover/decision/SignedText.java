package dev.cutover.decision;

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

  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";
  private static final int LINE = 70;

  /**
   * Reads a signed text without checking its signature.
   *
   * @throws IllegalArgumentException if it has not the form of one
   */
  public static SignedText parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("longer than " + MOST_CHARACTERS + " characters");
    }
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin + BEGIN.length() || text.indexOf(BEGIN, begin + 1) >= 0) {
      throw new IllegalArgumentException("no SSH signature follows the statement");
    }
    if (!text.substring(end + END.length()).isBlank()) {
      throw new IllegalArgumentException("text behind the signature");
    }
    String base64 = text.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
    return new SignedText(Statement.parse(text.substring(0, begin).strip()), base64);
  }

  /**
   * The nonce of the gate that a text answers, read without asking for the form of the rest: a
   * replay has to find the same gate although statements have got other fields since.
   *
   * @throws IllegalArgumentException if the text is too long or does not begin with JSON
   */
  public static String nonceOf(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("longer than " + MOST_CHARACTERS + " characters");
    }
    int begin = text.indexOf(BEGIN);
    return Statement.nonceOf(begin < 0 ? text : text.substring(0, begin));
  }

  /** The text to send. */
  public String text() {
    StringBuilder text = new StringBuilder(statement.canonical()).append('\n').append(BEGIN);
    for (int i = 0; i < signature.length(); i += LINE) {
      text.append('\n').append(signature, i, Math.min(signature.length(), i + LINE));
    }
    return text.append('\n').append(END).append('\n').toString();
  }
}
