package dev.cutover.dns;

import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * Finds a service as its clients do: the name's alias, then, if the host has a service record
 * {@code _http._tcp} (RFC 2782), the port and address it names, else the host's address.
 */
public final class ServiceLocator {

  private final Endpoints endpoints;

  public ServiceLocator(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** The address behind a name; scheme and, without a service record, port are the fallback's. */
  public URI locate(String dnsEndpoint, String name, URI fallback) throws IOException {
    DnsEndpoint dns = endpoints.dns(dnsEndpoint);
    List<String> asked = dns.resolvers().isEmpty() ? dns.authoritative() : dns.resolvers();
    String server = asked.get(0);
    String host = name;
    List<Record> alias = DnsQuery.ask(server, name, Type.CNAME);
    if (!alias.isEmpty()) {
      host = ((CNAMERecord) alias.get(0)).getTarget().toString();
    }
    List<Record> services = DnsQuery.ask(server, "_http._tcp." + host, Type.SRV);
    int port = fallback.getPort();
    if (!services.isEmpty()) {
      SRVRecord service = (SRVRecord) services.get(0);
      host = service.getTarget().toString();
      port = service.getPort();
    }
    List<Record> addresses = DnsQuery.ask(server, host, Type.A);
    if (addresses.isEmpty()) {
      throw new IOException("no address for " + host + " at " + server);
    }
    String address = ((ARecord) addresses.get(0)).getAddress().getHostAddress();
    return URI.create(fallback.getScheme() + "://" + address + (port < 0 ? "" : ":" + port));
  }
}
