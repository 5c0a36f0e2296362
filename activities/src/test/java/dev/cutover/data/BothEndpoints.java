package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;

/** The two databases of a test, called {@code legacy} and {@code target}, and nothing else. */
record BothEndpoints(DatabaseEndpoint legacy, DatabaseEndpoint target) implements Endpoints {

  @Override
  public DatabaseEndpoint database(String name) {
    return name.equals("legacy") ? legacy : target;
  }

  @Override
  public HttpEndpoint http(String name) {
    throw new IllegalArgumentException(name);
  }

  @Override
  public DnsEndpoint dns(String name) {
    throw new IllegalArgumentException(name);
  }
}
