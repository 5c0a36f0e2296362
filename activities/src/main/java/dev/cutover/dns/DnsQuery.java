package dev.cutover.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;

/** Asks one server, without any cache. */
final class DnsQuery {

  static final Duration PATIENCE = Duration.ofSeconds(3);

  private DnsQuery() {}

  /** Records of a name and type that the server answers with, whatever it chased for them. */
  static List<Record> ask(String server, String name, int type) throws IOException {
    Record question = Record.newRecord(absolute(name), type, DClass.IN);
    Message answer = resolver(server).send(Message.newQuery(question));
    return answer.getSection(Section.ANSWER).stream()
        .filter(record -> record.getType() == type)
        .toList();
  }

  static SimpleResolver resolver(String server) {
    int colon = server.lastIndexOf(':');
    SimpleResolver resolver =
        new SimpleResolver(
            new InetSocketAddress(
                server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))));
    resolver.setTimeout(PATIENCE);
    return resolver;
  }

  /**
   * @throws IllegalArgumentException if it is not a domain name
   */
  static Name absolute(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a domain name: " + name, e);
    }
  }
}
