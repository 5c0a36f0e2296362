package dev.cutover.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The clock of a program on this machine, set by libfaketime while it runs. */
final class ShiftedClock {

  private final Path offset;

  ShiftedClock(Path directory) {
    offset = directory.resolve("clock");
    shift(Duration.ZERO);
  }

  /**
   * What the program has to be started with. Skips the test where there is no libfaketime; fails it
   * if parts are required.
   */
  Map<String, String> environment() {
    String library = library();
    String missing = "libfaketime is not installed: apt-get install libfaketime";
    if (Boolean.getBoolean("cutover.require-parts")) {
      Assertions.assertFalse(library.isEmpty(), missing);
    }
    Assumptions.assumeFalse(library.isEmpty(), missing);
    return Map.of(
        "LD_PRELOAD", library,
        "FAKETIME_TIMESTAMP_FILE", offset.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  private static String library() {
    Path libraries = Path.of("/usr/lib");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(libraries, "*-linux-gnu")) {
      for (Path machine : found) {
        Path library = machine.resolve("faketime").resolve("libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return library.toString();
        }
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Within a second or two. */
  void shift(Duration by) {
    try {
      Path next =
          Files.writeString(offset.resolveSibling("next"), String.format("%+d", by.toSeconds()));
      Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void set(Instant now) {
    shift(Duration.between(Instant.now(), now));
  }
}
