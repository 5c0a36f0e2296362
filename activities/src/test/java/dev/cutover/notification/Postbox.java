package dev.cutover.notification;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** A mail server that takes mail for everybody and keeps it. */
record Postbox(GreenMail server) implements AutoCloseable {

  static Postbox open() {
    return start(ServerSetup.PROTOCOL_SMTP);
  }

  static Postbox overTls() {
    return start(ServerSetup.PROTOCOL_SMTPS);
  }

  private static Postbox start(String protocol) {
    GreenMail server = new GreenMail(new ServerSetup(0, "localhost", protocol));
    server.start();
    return new Postbox(server);
  }

  int port() {
    return (server.getSmtp() == null ? server.getSmtps() : server.getSmtp()).getPort();
  }

  /** What has come for an address. */
  List<MimeMessage> of(String address) {
    return server
        .findReceivedMessages(user -> user.getEmail().equals(address), message -> true)
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }
}
