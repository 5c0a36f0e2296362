package dev.cutover.sandbox;

import java.nio.file.Path;

/** Where programs that were unpacked or installed once are kept. */
final class Cache {

  private Cache() {}

  /** {@code CUTOVER_CACHE}, else below {@code XDG_CACHE_HOME}, else below the home directory. */
  static Path directory() {
    String given = System.getenv("CUTOVER_CACHE");
    if (given != null && !given.isBlank()) {
      return Path.of(given);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("cutover");
  }
}
