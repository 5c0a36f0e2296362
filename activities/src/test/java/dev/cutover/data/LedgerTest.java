package dev.cutover.data;

import static dev.cutover.data.LedgerLines.chain;
import static dev.cutover.data.LedgerLines.entries;
import static dev.cutover.data.LedgerLines.pages;
import static dev.cutover.data.LedgerLines.said;
import static dev.cutover.data.LedgerLines.texts;
import static dev.cutover.data.TwoDatabases.HOUR;
import static dev.cutover.data.TwoDatabases.assertFails;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.database.Waits;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.ledger.Ledger;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened stands in the ledger once, in order, whoever writes it and however often. */
final class LedgerTest {

  private static final int THREADS = 8;
  private static final int BATCHES = 6;
  private static final int OF_A_BATCH = 5;
  private static final int MOST_CHARACTERS = 200_000;

  /** Of many charsets, and what JSON writes in a way of its own. */
  private static final String CHARACTERS =
      "〜～é😀ﾊﾝｶｸ¥€ \\ \\u3042 \\あ \" /\t\n\u0001\u001f\u007f\u0080\u2028";

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void batchesStandInTheirOrderAsOneChain(Pair pair) throws SQLException {
    try (TwoDatabases data = pair.open();
        Ledger ledger = new Ledger(data.connections)) {
      ledger.append(data.legacy, entries("run", 1, 3));
      ledger.append(data.legacy, entries("run", 4, 5));

      assertEquals(texts(entries("run", 1, 5)), said(ledger, data.legacy));
      LedgerLine last = chain(ledger, data.legacy).get(4);
      assertEquals("run-5", last.id());
      assertEquals("run", last.attempt());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void whatIsRepeatedChangesNothing(Pair pair) throws SQLException {
    try (TwoDatabases data = pair.open();
        Ledger ledger = new Ledger(data.connections)) {
      ledger.append(data.legacy, entries("run", 1, 3));
      ledger.append(data.legacy, entries("run", 1, 3));
      ledger.append(data.legacy, entries("run", 2, 4));
      Entry twice = new Entry("twice", "run", "said twice");
      ledger.append(data.legacy, List.of(twice, twice));

      List<Entry> expected = new ArrayList<>(entries("run", 1, 4));
      expected.add(twice);
      assertEquals(texts(expected), said(ledger, data.legacy));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void anotherTextUnderAnIdIsOneMoreLine(Pair pair) throws SQLException {
    List<Entry> sameId =
        List.of(
            new Entry("same", "run", "before the reset"),
            new Entry("same", "run", "behind the reset"),
            new Entry("same", "run", "behind another"));
    try (TwoDatabases data = pair.open();
        Ledger ledger = new Ledger(data.connections)) {
      ledger.append(data.legacy, sameId);
      sameId.forEach(entry -> ledger.append(data.legacy, List.of(entry)));

      assertEquals(texts(sameId), said(ledger, data.legacy));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void manyWhoAppendAtOnceLeaveOneChainWithAllOfTheirs(Pair pair) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (TwoDatabases data = pair.open();
        Ledger ledger = new Ledger(data.connections)) {
      List<Callable<Boolean>> appending = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        // Each run's activities have two attempts that know nothing of each other.
        String run = "run " + thread / 2;
        appending.add(() -> appendAll(ledger, data.legacy, run));
      }
      for (Future<Boolean> done : threads.invokeAll(appending)) {
        assertTrue(done.get());
      }

      Map<String, List<String>> saidByRun =
          chain(ledger, data.legacy).stream()
              .collect(groupingBy(LedgerLine::attempt, mapping(LedgerLine::entry, toList())));
      assertEquals(THREADS / 2, saidByRun.size());
      saidByRun.forEach(
          (run, said) -> assertEquals(texts(entries(run, 1, BATCHES * OF_A_BATCH)), said));
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean appendAll(Ledger ledger, Database legacy, String run) {
    for (int batch = 0; batch < BATCHES; batch++) {
      int first = batch * OF_A_BATCH + 1;
      ledger.append(legacy, entries(run, first, first + OF_A_BATCH - 1));
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void neitherTheFenceNorTheLedgerWaitsForTheOther(Pair pair) throws SQLException {
    try (TwoDatabases data = pair.open();
        Ledger ledger = new Ledger(data.connections)) {
      ledger.append(data.legacy, entries("run", 1, 1));

      whileLocked(data, "token", () -> data.fence.freeze(data.run, data.legacy, HOUR));
      whileLocked(
          data, "token", () -> data.fence.keepLease(data.run, data.legacy, HOUR, Duration.ZERO));
      whileLocked(data, "fence", () -> ledger.append(data.legacy, entries("run", 2, 2)));

      assertEquals(texts(entries("run", 1, 2)), said(ledger, data.legacy));
    }
  }

  /** All rows of an engine's table on legacy belong to another transaction meanwhile. */
  private static void whileLocked(TwoDatabases data, String table, Runnable act)
      throws SQLException {
    String name = table(data, table);
    try (Connection other = data.connections.open(data.legacy.endpoint());
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.executeQuery("SELECT attempt FROM " + name + " FOR UPDATE").close();
      act.run();
      other.rollback();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void pagesAreSmallAndTogetherAllOfIt(Pair pair) throws SQLException {
    List<Entry> entries = new ArrayList<>(entries("run", 1, 250));
    for (int length : new int[] {90_000, 90_000, 90_000, 300_000, 1}) {
      entries.add(new Entry("long-" + entries.size(), "run", "x".repeat(length)));
    }
    try (TwoDatabases data = pair.open();
        Ledger ledger = new Ledger(data.connections)) {
      ledger.append(data.legacy, entries);

      assertEquals(texts(entries), said(ledger, data.legacy));
      for (List<LedgerLine> page : pages(ledger, data.legacy)) {
        int characters = page.stream().mapToInt(line -> line.entry().length()).sum();
        assertTrue(
            page.size() == 1 || characters <= MOST_CHARACTERS, () -> String.valueOf(characters));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void everyCharacterComesBackWhateverTheDatabasesCharsetLacks(Pair pair) throws SQLException {
    try (TwoDatabases data = pair.open()) {
      assertComesBack(data);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"latin1", "utf8mb3", "cp932"})
  void aSchemaOfAnotherCharsetChangesNothing(String charset) throws SQLException {
    assertComesBack(Target.inCharset(charset, new Target().endpoint), new Target().endpoint);
  }

  private static void assertComesBack(DatabaseEndpoint legacy, DatabaseEndpoint target)
      throws SQLException {
    try (TwoDatabases data = new TwoDatabases(legacy, target, Waits.STANDARD, () -> {})) {
      assertComesBack(data);
    }
  }

  /** It is in ASCII, the same JSON, and found again where it is repeated. */
  private static void assertComesBack(TwoDatabases data) throws SQLException {
    LedgerEntry decision =
        new LedgerEntry(Instant.EPOCH, Kind.DECISION, "承認", Map.of("reason", CHARACTERS));
    List<Entry> entries = List.of(new Entry("run-1", "run", decision.canonical()));
    try (Ledger ledger = new Ledger(data.connections)) {
      ledger.append(data.legacy, entries);
      ledger.append(data.legacy, entries);

      assertEquals(texts(entries), said(ledger, data.legacy));
      String stored = data.cell(data.legacy, "SELECT entry FROM " + table(data, "ledger"));
      assertTrue(stored.chars().allMatch(character -> character <= 0x7f), stored);
      assertEquals(decision, LedgerEntry.parse(stored));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MYSQL_TO_MYSQL")
  void whereOneEntryIsRefusedNoneStandsThereAndWhyIsToldWithoutIt(Pair pair) throws SQLException {
    String shorter =
        pair == Pair.H2_TO_MARIADB
            ? " ALTER COLUMN entry SET DATA TYPE VARCHAR(40)"
            : " MODIFY entry VARCHAR(40)";
    try (TwoDatabases data = pair.open();
        Ledger ledger = new Ledger(data.connections)) {
      data.asEngine(data.legacy, "ALTER TABLE " + table(data, "ledger") + shorter);
      Entry good = new Entry("run-1", "run", "good");
      Entry bad = new Entry("run-2", "run", "hanako@example.com, by phone ".repeat(3));
      ApplicationFailure refused =
          assertFails(
              FailureType.REFUSED, () -> ledger.append(data.legacy, List.of(good, bad, good)));

      assertTrue(refused.isNonRetryable());
      assertFalse(refused.getOriginalMessage().contains("hanako"), refused.getOriginalMessage());
      assertEquals(List.of(), said(ledger, data.legacy));
      ledger.append(data.legacy, List.of(good));
      assertEquals(List.of("good"), said(ledger, data.legacy));
    }
  }

  private static String table(TwoDatabases data, String name) {
    return data.connections.dialect(data.legacy.endpoint()).engineTable(name);
  }

  @Test
  @Tag("mysql-server")
  void allOfItHoldsOnMySqlToo() throws Exception {
    batchesStandInTheirOrderAsOneChain(Pair.MYSQL_TO_MYSQL);
    whatIsRepeatedChangesNothing(Pair.MYSQL_TO_MYSQL);
    anotherTextUnderAnIdIsOneMoreLine(Pair.MYSQL_TO_MYSQL);
    manyWhoAppendAtOnceLeaveOneChainWithAllOfTheirs(Pair.MYSQL_TO_MYSQL);
    neitherTheFenceNorTheLedgerWaitsForTheOther(Pair.MYSQL_TO_MYSQL);
    pagesAreSmallAndTogetherAllOfIt(Pair.MYSQL_TO_MYSQL);
    everyCharacterComesBackWhateverTheDatabasesCharsetLacks(Pair.MYSQL_TO_MYSQL);
    assertComesBack(Target.inCharset("latin1", MySqlServer.sides()), MySqlServer.sides());
    whereOneEntryIsRefusedNoneStandsThereAndWhyIsToldWithoutIt(Pair.MYSQL_TO_MYSQL);
  }
}
