package dev.cutover.endpoint;

/**
 * The endpoints that this worker knows. Each method throws {@link IllegalArgumentException} for a
 * name that is not configured, naming it and the ones that are.
 */
public interface Endpoints {

  DatabaseEndpoint database(String name);

  HttpEndpoint http(String name);

  DnsEndpoint dns(String name);

  /** A webhook alone, unless more channels share the name. */
  default NotificationEndpoint notification(String name) {
    return new NotificationEndpoint(http(name), null);
  }
}
