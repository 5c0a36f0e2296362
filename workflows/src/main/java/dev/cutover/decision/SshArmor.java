package dev.cutover.decision;

/** A signature as a text: base64 in lines between two marks (OpenSSH, PROTOCOL.sshsig). */
public final class SshArmor {

  static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  static final String END = "-----END SSH SIGNATURE-----";
  private static final int LINE = 70;

  private SshArmor() {}

  /** The armor around a signature in base64, as {@code ssh-keygen} lays it. */
  public static String of(String base64) {
    StringBuilder text = new StringBuilder(BEGIN);
    for (int i = 0; i < base64.length(); i += LINE) {
      text.append('\n').append(base64, i, Math.min(base64.length(), i + LINE));
    }
    return text.append('\n').append(END).append('\n').toString();
  }

  /**
   * What stands in the armor, without white space.
   *
   * @throws IllegalArgumentException if the text is no armor, or has more in it
   */
  public static String base64(String armor) {
    String text = armor.strip();
    if (!text.startsWith(BEGIN)
        || !text.endsWith(END)
        || text.length() < BEGIN.length() + END.length()) {
      throw new IllegalArgumentException("no SSH signature between its marks");
    }
    return text.substring(BEGIN.length(), text.length() - END.length()).replaceAll("\\s", "");
  }
}
