package dev.cutover.endpoint;

/**
 * A database with two accounts: the engine's own, which the fence lets through, and one of the
 * business, which it must refuse.
 */
public record DatabaseEndpoint(
    String url, String user, String password, String businessUser, String businessPassword) {

  @Override
  public String toString() {
    return url + " as " + user;
  }
}
