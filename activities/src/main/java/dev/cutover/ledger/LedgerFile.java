package dev.cutover.ledger;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cutover.evidence.LedgerLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that follows the ledger's table, a line of it as JSON a line. It grows by what the table
 * has behind the file's last line. Where that line is not the table's, because the database was
 * restored or somebody changed either, both are evidence: the file stays as it is, and another
 * beside it follows the table from its first line on, unless one that is there already does.
 */
final class LedgerFile {

  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.ledger");

  private static final Set<PosixFilePermission> ITS_OWNERS =
      PosixFilePermissions.fromString("rw-------");

  private final Path directory;
  private final String name;

  LedgerFile(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /** Writes what is missing, onto the disk; one does at a time, of all processes of this host. */
  void catchUp(Table table) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    // A file's lock is the whole process's: its threads wait for one another here.
    synchronized (LedgerFile.class) {
      try (FileChannel turn = FileChannel.open(directory.resolve(name + ".lock"), CREATE, WRITE)) {
        FileLock alone = turn.lock();
        try {
          catchUpAlone(table);
        } finally {
          alone.release();
        }
      }
    }
  }

  private void catchUpAlone(Table table) throws IOException {
    int restored = 0;
    while (Files.exists(file(restored + 1))) {
      restored++;
    }
    // An endpoint that goes to and fro between two databases has a file for each.
    for (int older = restored; older >= 0; older--) {
      if ((restored == 0 || Files.exists(file(older))) && goOn(file(older), table)) {
        return;
      }
    }
    Path next = file(restored + 1);
    LOG.error(
        "{} ends with a line that the ledger on legacy does not hold: the database was restored,"
            + " or somebody changed one of the two. Keep this file, it is evidence, and find out;"
            + " the ledger as it is now goes to {}",
        file(restored),
        next);
    goOn(next, table);
  }

  private Path file(int restored) {
    return directory.resolve(name + (restored == 0 ? "" : ".restored-" + restored) + ".jsonl");
  }

  /** False, with nothing changed, where the table does not hold the file's last line. */
  private boolean goOn(Path path, Table table) throws IOException {
    try (FileChannel file = open(path)) {
      Tail tail = Tail.of(file);
      if (!tail.isOf(table)) {
        return false;
      }
      file.truncate(tail.end());
      file.position(tail.end());
      List<LedgerLine> page = table.behind(tail.seq());
      while (!page.isEmpty()) {
        write(file, page);
        page = table.behind(page.get(page.size() - 1).seq());
      }
      file.force(true);
      return true;
    }
  }

  /** What people have said and signed stands in it: it is for its owner alone. */
  private FileChannel open(Path path) throws IOException {
    Set<StandardOpenOption> options = Set.of(CREATE, READ, WRITE);
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(ITS_OWNERS))
        : FileChannel.open(path, options);
  }

  private static void write(FileChannel file, List<LedgerLine> page) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (LedgerLine line : page) {
      lines.write(JSON.writeValueAsBytes(line));
      lines.write('\n');
    }
    ByteBuffer rest = ByteBuffer.wrap(lines.toByteArray());
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }

  /** What the file follows. */
  @FunctionalInterface
  interface Table {

    /** Some lines behind a number; none behind the last. */
    List<LedgerLine> behind(long seq);
  }
}
