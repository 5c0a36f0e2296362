package dev.cutover.starter;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a bundle is written to: a directory that is not there yet, or has nothing in it. */
record BundleDirectory(Path path) {

  /**
   * @throws BadInput if something is there already
   */
  static BundleDirectory at(Path path) {
    if (Files.isDirectory(path)) {
      requireEmpty(path);
    } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadInput("--out " + path + " is no directory: name one that is not there yet");
    }
    return new BundleDirectory(path);
  }

  private static void requireEmpty(Path path) {
    try (Stream<Path> there = Files.list(path)) {
      if (there.findAny().isPresent()) {
        throw new BadInput("--out " + path + " is not empty: name a directory that is not there");
      }
    } catch (IOException e) {
      throw new BadInput("--out " + path + " can't be read: " + e.getMessage());
    }
  }

  /**
   * Writes the files, the manifest last: without it they are no bundle.
   *
   * @param signature of the manifest, in its armor; null where there is none
   * @throws BadInput if they can't be written
   */
  void write(Bundle bundle, Manifest manifest, @Nullable String signature) {
    try {
      for (Map.Entry<String, String> file : bundle.files().entrySet()) {
        write(file.getKey(), file.getValue());
      }
      if (signature != null) {
        write(Bundle.SIGNATURE, signature);
      }
      write(Bundle.MANIFEST, manifest.canonical());
    } catch (IOException e) {
      throw new BadInput("--out " + path + " can't be written to: " + e.getMessage());
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
  }
}
