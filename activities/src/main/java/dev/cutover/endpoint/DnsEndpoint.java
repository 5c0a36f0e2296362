package dev.cutover.endpoint;

import java.util.List;

/**
 * The servers of a zone. The first authoritative server is the primary that takes updates.
 *
 * @param authoritative {@code host:port}
 * @param resolvers {@code host:port} of the resolvers that clients ask
 * @param keySecret TSIG secret in base64, HMAC-SHA256
 */
public record DnsEndpoint(
    List<String> authoritative, List<String> resolvers, String keyName, String keySecret) {

  @Override
  public String toString() {
    return "DNS servers " + authoritative + ", resolvers " + resolvers;
  }
}
