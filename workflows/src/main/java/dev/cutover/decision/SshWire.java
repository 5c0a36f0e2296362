package dev.cutover.decision;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Strings as SSH writes them: their length in four bytes, then they (RFC 4251, section 5). */
public final class SshWire {

  private SshWire() {}

  /**
   * The next string.
   *
   * @throws BufferUnderflowException if it is cut short
   */
  public static byte[] next(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** The same as text. */
  public static String nextText(ByteBuffer in) {
    return new String(next(in), StandardCharsets.UTF_8);
  }
}
