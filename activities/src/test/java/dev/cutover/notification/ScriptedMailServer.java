package dev.cutover.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that says what a test has it say, over STARTTLS where it has a certificate. */
final class ScriptedMailServer implements AutoCloseable {

  static final String GREETING = "";
  static final String HANGS_UP = "hangs up";

  private final ServerSocket door;
  private final Map<String, String> answers;
  private final @Nullable SSLContext certificate;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> heardInClear = new CopyOnWriteArrayList<>();

  ScriptedMailServer(Map<String, String> answers) throws IOException {
    this(answers, null);
  }

  /**
   * @param answers by the beginning of the command that they answer
   */
  ScriptedMailServer(Map<String, String> answers, @Nullable SSLContext certificate)
      throws IOException {
    this.answers = answers;
    this.certificate = certificate;
    door = new ServerSocket(0, 5, InetAddress.getByName("localhost"));
    Thread thread = new Thread(this::serve, "scripted mail server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return door.getLocalPort();
  }

  /** Every line that a client said, the mails' too. */
  List<String> heard() {
    return heard;
  }

  /** Those of them that were said before TLS. */
  List<String> heardInClear() {
    return heardInClear;
  }

  private void serve() {
    while (!door.isClosed()) {
      try (Socket client = door.accept()) {
        converse(client, answer(GREETING, "220 ready"));
      } catch (IOException gone) {
        // The client hung up, or the test is over.
      }
    }
  }

  private void converse(Socket client, @Nullable String greeting) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    boolean secure = client instanceof SSLSocket;
    if (greeting != null) {
      say(client, greeting);
    }
    boolean inMail = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      if (!secure) {
        heardInClear.add(line);
      }
      if (inMail) {
        inMail = !line.equals(".");
        if (!inMail) {
          say(client, answer(".", "250 2.0.0 taken"));
        }
      } else if (line.equals("STARTTLS") && certificate != null) {
        say(client, "220 2.0.0 go on");
        converse(secured(client, certificate), null);
        return;
      } else {
        String said = answer(line, usual(line, secure));
        say(client, said);
        inMail = said.startsWith("354");
      }
    }
  }

  private static Socket secured(Socket client, SSLContext certificate) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            certificate.getSocketFactory().createSocket(client, null, client.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private String usual(String line, boolean secure) {
    String command = line.toUpperCase(Locale.ROOT);
    if (command.startsWith("EHLO")) {
      return "250-localhost\r\n"
          + (certificate == null || secure ? "" : "250-STARTTLS\r\n")
          + "250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN";
    }
    if (command.startsWith("AUTH")) {
      return "235 2.7.0 welcome";
    }
    return command.equals("DATA") ? "354 go on" : "250 2.0.0 fine";
  }

  private String answer(String line, String usual) {
    return answers.entrySet().stream()
        .filter(
            answer -> line.isEmpty() ? answer.getKey().isEmpty() : begins(line, answer.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(usual);
  }

  private static boolean begins(String line, String command) {
    return !command.isEmpty() && line.regionMatches(true, 0, command, 0, command.length());
  }

  private static void say(Socket client, String answer) throws IOException {
    if (answer.equals(HANGS_UP)) {
      throw new IOException(answer);
    }
    client.getOutputStream().write((answer + "\r\n").getBytes(UTF_8));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
