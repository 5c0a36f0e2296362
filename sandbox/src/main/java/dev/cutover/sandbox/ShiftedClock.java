package dev.cutover.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The clock of programs on this machine, set by libfaketime while they run. What measures how long
 * something takes goes on as before, as it does where somebody sets a machine's clock.
 */
final class ShiftedClock {

  private final Path offset;

  ShiftedClock(Path directory) throws IOException {
    offset = directory.resolve("clock");
    shift(Duration.ZERO);
  }

  /** Where Debian's package and its kin have it; empty where it is not installed. */
  static Optional<Path> library() {
    try (DirectoryStream<Path> machines =
        Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu")) {
      for (Path machine : machines) {
        Path library = machine.resolve("faketime").resolve("libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
      return Optional.empty();
    } catch (IOException noSuchMachine) {
      return Optional.empty();
    }
  }

  /** What a program has to be started with. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library().orElseThrow().toString(),
        "FAKETIME_TIMESTAMP_FILE", offset.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Else a Java machine's timed waits end at once.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /**
   * @throws IOException if a program goes by another clock: a library that can't be loaded is
   *     passed over in silence
   */
  void requireSeenBy(Process program) throws IOException {
    String libraries = Files.readString(Path.of("/proc", String.valueOf(program.pid()), "maps"));
    if (!libraries.contains("libfaketime")) {
      throw new IOException("process " + program.pid() + " has not loaded libfaketime");
    }
  }

  /** Within a second. */
  void shift(Duration by) throws IOException {
    Path next =
        Files.writeString(
            offset.resolveSibling("clock.next"), (by.isNegative() ? "" : "+") + by.toSeconds());
    Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
