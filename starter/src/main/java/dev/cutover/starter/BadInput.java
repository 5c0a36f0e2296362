package dev.cutover.starter;

/** Something the caller gave is wrong: exit code 2, before anything is touched. */
public final class BadInput extends RuntimeException {

  public BadInput(String message) {
    super(message);
  }
}
