package dev.cutover.endpoint;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A service over HTTP.
 *
 * @param token bearer token, if the service asks for one
 */
public record HttpEndpoint(URI url, @Nullable String token) {

  @Override
  public String toString() {
    return url.toString();
  }
}
