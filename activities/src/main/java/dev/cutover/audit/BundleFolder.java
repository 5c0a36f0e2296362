package dev.cutover.audit;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files below a directory. Anything may be there: no link is followed, and no giant read. */
final class BundleFolder {

  /** Of a file that is read as a whole, or line by line. */
  static final long MOST_READ = 128L << 20;

  /** Of any file: discrepancies are the longest. */
  private static final long MOST_DIGESTED = 8L << 30;

  private static final int DEEPEST = 4;

  private final Findings findings;
  private final SortedMap<String, Path> files = new TreeMap<>();

  BundleFolder(Findings findings) {
    this.findings = findings;
  }

  /** Sees what is there. */
  void walk(Path directory) throws IOException {
    Path root = directory.toRealPath();
    try (Stream<Path> all = Files.walk(root, DEEPEST)) {
      all.forEach(path -> see(root, path));
    } catch (UncheckedIOException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private void see(Path root, Path path) {
    Path below = root.relativize(path);
    String name = below.toString().replace(File.separatorChar, '/');
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      files.put(name, path);
    } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      findings.add(name, "is a link or the like, which no bundle has: it is not followed");
    } else if (below.getNameCount() == DEEPEST) {
      findings.add(name, "is a folder deeper than any of a bundle's: it is not looked into");
    }
  }

  Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** Where a file is; empty if it is missing. */
  Optional<Path> path(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** SHA-256 of a file; empty if it is missing, or too large to be one of a bundle. */
  Optional<String> digest(String name) throws IOException {
    Optional<Path> path = upTo(MOST_DIGESTED, name);
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(MoreFiles.asByteSource(path.get()).hash(Hashing.sha256()).toString());
  }

  /** What a file says; empty if it is missing, or too large to be read. */
  Optional<String> text(String name) throws IOException {
    Optional<Path> path = upTo(MOST_READ, name);
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(new String(Files.readAllBytes(path.get()), StandardCharsets.UTF_8));
  }

  /** A file of at most so many bytes; a larger one is a finding. */
  Optional<Path> upTo(long most, String name) throws IOException {
    Optional<Path> path = path(name);
    if (path.isPresent() && Files.size(path.get()) > most) {
      findings.add(
          name,
          "has %,d bytes: no file of this name has more than %,d"
              .formatted(Files.size(path.get()), most));
      return Optional.empty();
    }
    return path;
  }
}
