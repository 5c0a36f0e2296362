package dev.cutover.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory that is soon full; only root can make one. */
final class SmallDisk implements AutoCloseable {

  private static final String SIZE = "size=400m";

  private final Path place;

  SmallDisk(Path place) throws IOException {
    this.place = Files.createDirectories(place);
    run(List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", place.toString()));
  }

  private static void run(List<String> command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    run(List.of("umount", "-l", place.toString()));
  }
}
