package dev.cutover.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes messages for submission (RFC 6409), and the people told through it.
 *
 * @param user with a password, if the server asks for them
 * @param addresses by the people's keys in the plan
 */
public record MailEndpoint(
    String host,
    int port,
    Security security,
    @Nullable String user,
    @Nullable String password,
    String from,
    Language language,
    Map<String, String> addresses) {

  /** What protects the connection. */
  public enum Security {
    /** TLS begun by STARTTLS (RFC 3207); without it no mail goes out. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS,
    /** Nothing: for a mail server on the worker's own machine. */
    NONE
  }

  /** Of the words around a notice. */
  public enum Language {
    EN,
    JA
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
