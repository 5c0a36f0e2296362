package dev.cutover.decision;

/** x. */
public record SignedText(Statement statement) {
  public static SignedText parse(String text) {
    return new SignedText(new Statement(text));
  }

  /** x. */
  public record Statement(String nonce) {}
}
