package dev.cutover.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that goes, with all that is in it. */
final class TemporaryDirectory implements AutoCloseable {

  private static final int MOST_LOOKS = 50;
  private static final long LOOK_MILLIS = 100;

  private final Path path;

  TemporaryDirectory(String prefix) throws IOException {
    path = Files.createTempDirectory(prefix);
  }

  Path path() {
    return path;
  }

  /** Several times where need be: a program that is being ended may still write for a moment. */
  @Override
  public void close() throws IOException {
    for (int look = 0; look < MOST_LOOKS; look++) {
      delete();
      if (!Files.exists(path) || !Pause.millis(LOOK_MILLIS)) {
        break;
      }
    }
    if (Files.exists(path)) {
      throw new IOException(path + " is left behind");
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException changedMeanwhile) {
      // The next look sees what is left.
    }
  }
}
