package dev.cutover.data;

import static dev.cutover.data.LedgerLines.chain;
import static dev.cutover.data.LedgerLines.entries;
import static dev.cutover.data.LedgerLines.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.ledger.Ledger;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger's file follows its table, loses nothing that it ever held, and holds up nobody. */
final class LedgerFileTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "oms-rehearsal.jsonl";
  private static final String SECOND = "oms-rehearsal.restored-1.jsonl";
  private static final String THIRD = "oms-rehearsal.restored-2.jsonl";

  private final TwoDatabases data;

  LedgerFileTest() throws SQLException {
    data = new TwoDatabases();
  }

  @AfterEach
  void close() throws SQLException {
    data.close();
  }

  /** A worker that appends, and ends once its file has followed. */
  private void append(Path directory, List<Entry> entries) {
    append(directory, data, entries);
  }

  private static void append(Path directory, TwoDatabases to, List<Entry> entries) {
    try (Ledger ledger = new Ledger(to.connections, directory)) {
      ledger.append(to.legacy, entries);
    }
  }

  private void assertHoldsTheWholeLedger(Path file) throws IOException {
    assertHoldsTheWholeLedger(file, data);
  }

  private static void assertHoldsTheWholeLedger(Path file, TwoDatabases of) throws IOException {
    List<LedgerLine> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readValue(line, LedgerLine.class));
    }
    assertEquals(chain(new Ledger(of.connections), of.legacy), lines);
  }

  @Test
  void theFileGrowsWithTheLedger(@TempDir Path directory) throws IOException {
    Path made = directory.resolve("made/with/its/parents");
    append(made, entries("run", 1, 3));
    append(made, List.of(new Entry("long", "run", "長".repeat(30_000))));
    append(made, entries("rollback", 1, 300));

    assertHoldsTheWholeLedger(made.resolve(FILE));
    assertFalse(Files.readString(made.resolve(FILE)).contains("intact"));
    assertFalse(Files.exists(made.resolve(SECOND)));
  }

  @Test
  void aLineThatWasWrittenByHalfIsWrittenAgain(@TempDir Path directory) throws IOException {
    append(directory, entries("run", 1, 3));
    Path file = directory.resolve(FILE);
    String whole = Files.readString(file);
    int line = whole.indexOf('\n');

    for (int written : new int[] {0, 1, line, line + 1, line + 2, whole.length() - 1}) {
      Files.writeString(file, whole.substring(0, written));
      append(directory, entries("run", 1, 3));
      assertEquals(whole, Files.readString(file));
    }
    assertFalse(Files.exists(directory.resolve(SECOND)));
  }

  @Test
  void whereTheDatabaseWasRestoredTheFileStaysAndAnotherBegins(@TempDir Path directory)
      throws IOException, SQLException {
    append(directory, entries("run", 1, 3));
    String before = Files.readString(directory.resolve(FILE));

    data.asEngine(data.legacy, "DELETE FROM CUTOVER.CUTOVER_LEDGER WHERE seq > 1");
    append(directory, entries("run", 4, 4));
    append(directory, entries("run", 5, 9));

    assertEquals(before, Files.readString(directory.resolve(FILE)));
    assertHoldsTheWholeLedger(directory.resolve(SECOND));
    assertFalse(Files.exists(directory.resolve(THIRD)));
    String second = Files.readString(directory.resolve(SECOND));

    data.asEngine(data.legacy, "DELETE FROM CUTOVER.CUTOVER_LEDGER WHERE seq > 2");
    append(directory, entries("run", 10, 99));

    assertEquals(before, Files.readString(directory.resolve(FILE)));
    assertEquals(second, Files.readString(directory.resolve(SECOND)));
    assertHoldsTheWholeLedger(directory.resolve(THIRD));
  }

  @Test
  void twoDatabasesByTurnsBehindOneNameHaveAFileEach(@TempDir Path directory)
      throws IOException, SQLException {
    try (TwoDatabases other = new TwoDatabases()) {
      for (int number = 1; number <= 3; number++) {
        append(directory, entries("run", number, number));
        append(directory, other, entries("elsewhere", number, number));
      }

      assertHoldsTheWholeLedger(directory.resolve(FILE));
      assertHoldsTheWholeLedger(directory.resolve(SECOND), other);
      assertFalse(Files.exists(directory.resolve(THIRD)));
    }
  }

  @Test
  void nobodyButItsOwnerReadsAFile(@TempDir Path directory) throws IOException, SQLException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    append(directory, entries("run", 1, 3));
    data.asEngine(data.legacy, "DELETE FROM CUTOVER.CUTOVER_LEDGER WHERE seq > 1");
    append(directory, entries("run", 4, 4));

    for (String file : List.of(FILE, SECOND)) {
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(directory.resolve(file)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing of a ledger\n", "{}\n", "null\n", "\n", "\nby half"})
  void aFileThatSomebodyWroteIntoStaysAndAnotherBegins(String more, @TempDir Path directory)
      throws IOException {
    append(directory, entries("run", 1, 3));
    Path file = directory.resolve(FILE);
    String written = Files.readString(file) + more;
    Files.writeString(file, written);

    append(directory, entries("run", 4, 4));

    assertEquals(written, Files.readString(file));
    assertHoldsTheWholeLedger(directory.resolve(SECOND));
  }

  @Test
  void aLastLineThatSomebodyChangedStaysAndAnotherFileBegins(@TempDir Path directory)
      throws IOException {
    append(directory, entries("run", 1, 3));
    Path file = directory.resolve(FILE);
    String changed = Files.readString(file).replace("承認 3", "拒否 3");
    Files.writeString(file, changed);

    append(directory, entries("run", 4, 4));

    assertEquals(changed, Files.readString(file));
    assertHoldsTheWholeLedger(directory.resolve(SECOND));
  }

  @Test
  void anAppendSucceedsWhereNoFileCanBeWrittenAndALaterOneCatchesUp(@TempDir Path directory)
      throws IOException {
    Path place = Files.createFile(directory.resolve("no-directory"));
    append(place, entries("run", 1, 3));
    assertEquals(3, said(new Ledger(data.connections), data.legacy).size());

    Files.delete(place);
    append(place, entries("run", 4, 4));

    assertHoldsTheWholeLedger(place.resolve(FILE));
  }

  @Test
  void aWorkerWhoseDiskHasRoomAgainCatchesUpByItself(@TempDir Path directory) throws IOException {
    Path place = Files.createFile(directory.resolve("no-directory"));
    try (Ledger ledger = new Ledger(data.connections, place)) {
      ledger.append(data.legacy, entries("run", 1, 3));
      Files.delete(place);
      ledger.append(data.legacy, entries("run", 4, 4));
    }

    assertHoldsTheWholeLedger(place.resolve(FILE));
  }

  @Test
  void twoWorkersOfOneHostWriteEachLineOnce(@TempDir Path directory) throws IOException {
    try (Ledger one = new Ledger(data.connections, directory);
        Ledger other = new Ledger(data.connections, directory)) {
      for (int number = 1; number <= 10; number++) {
        one.append(data.legacy, entries("cutover", number, number));
        other.append(data.legacy, entries("rollback", number, number));
      }
    }

    assertHoldsTheWholeLedger(directory.resolve(FILE));
    assertFalse(Files.exists(directory.resolve(SECOND)));
  }
}
