package dev.cutover.sandbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.SyncActivities.Copied;
import dev.cutover.batch.HttpBatch;
import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.WriteLog.Chunk;
import dev.cutover.sandbox.WriteLog.Seal;
import dev.cutover.sandbox.WriteLog.Shard;
import dev.cutover.workflow.Comparison;
import dev.cutover.workflow.DataSync;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three worker processes share the shards and one of them is killed. What was written meanwhile is
 * told by the target's own triggers, who did what by Temporal's histories.
 */
@Tag("temporal-server")
@Timeout(300)
final class KilledShardTest {

  private static final int WORKERS = 3;
  private static final int ORDERS = 20_000;
  private static final long ROWS_PER_SECOND = 2_000;
  private static final long PATIENCE_SECONDS = 120;

  @Test
  void noChunkIsWrittenTwiceNoEndedShardComparedAgainAndTheDigestsAreThoseOfAQuietRun(
      @TempDir Path directory) throws Exception {
    Plan plan = oms();
    try (ServedWorld served = new ServedWorld(plan, ORDERS, directory)) {
      holdLegacysJobs(served.world, plan);
      Crew crew = new Crew(served, WORKERS);
      crew.fill();
      served.setUp();
      WriteLog log = WriteLog.lay(served.world.targetDatabase, plan);

      Map<String, Long> copied = copyThatLosesAWorker(served, crew, plan, log);
      crew.fill();
      List<TableComparison> tables = comparisonThatLosesAWorker(served, crew, plan, log);

      for (TableComparison table : tables) {
        assertTrue(table.equal(), table::toString);
        assertEquals(table.legacyDigest(), table.targetDigest(), table::toString);
        assertEquals(table.legacyRows(), table.targetRows(), table::toString);
        assertEquals(table.legacyRows(), copied.get(table.table()), table::toString);
      }
      assertEquals(tables, compare(served, plan, "quiet").get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      tables.forEach(
          table ->
              System.out.printf(
                  "%s: %d rows, digests %s and %s%n",
                  table.table(), table.legacyRows(), table.legacyDigest(), table.targetDigest()));
    }
  }

  /** Nobody writes while it is counted what was copied. */
  private static void holdLegacysJobs(World world, Plan plan) {
    String batch =
        Objects.requireNonNull(plan.environments().get(ServedWorld.ENVIRONMENT))
            .bindings()
            .legacy()
            .batch();
    HttpBatch jobs = new HttpBatch(world, (conductor, side) -> true, progress -> {});
    Conductor run = new Conductor(plan.system().name(), ServedWorld.ENVIRONMENT, "killed", 1);
    Database legacy =
        new Database(plan.system().name(), ServedWorld.ENVIRONMENT, Side.LEGACY, "fence");
    jobs.hold(run, legacy, batch, plan.batch().jobs().stream().map(Job::name).toList());
    jobs.drain(batch, Duration.ofMinutes(1));
  }

  private static Map<String, Long> copyThatLosesAWorker(
      ServedWorld served, Crew crew, Plan plan, WriteLog log) throws Exception {
    String id = served.ids.dataSync();
    DataSync sync = served.client.newWorkflowStub(DataSync.class, served.options(id));
    CompletableFuture<DataSync.Synced> result =
        WorkflowClient.execute(
            sync::run, new DataSync.Request(plan, ServedWorld.ENVIRONMENT, null));
    assertEquals(ROWS_PER_SECOND, sync.throttle(ROWS_PER_SECOND));
    ShardActivities copies = new ShardActivities(served.client, id, "SyncCopy");
    Crew.Kill kill = crew.kill(copies, log, copy -> isHalfCopied(log.chunks(), copy.shard()));
    Shard lost = kill.lost().shard();
    sync.throttle(0);
    DataSync.Synced synced = result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    List<Chunk> chunks = log.chunks();
    assertNoneTwice(chunks);
    Map<String, Long> rows =
        synced.copied().stream().collect(groupingBy(Copied::table, summingLong(Copied::rows)));
    assertEquals(
        rows,
        chunks.stream()
            .collect(groupingBy(chunk -> chunk.shard().table(), summingLong(Chunk::rows))));
    Map<String, Long> filled = new HashMap<>(rows);
    filled.values().removeIf(count -> count == 0);
    assertEquals(filled, log.rows());

    List<Chunk> ofKilled = chunks.stream().filter(chunk -> chunk.shard().equals(lost)).toList();
    List<Chunk> before = ofKilled.stream().filter(chunk -> !chunk.at().isAfter(kill.at())).toList();
    assertEquals(
        before.stream().mapToLong(Chunk::rows).sum(),
        synced.copied().stream()
            .filter(copied -> new Shard(copied.table(), copied.shard()).equals(lost))
            .mapToLong(Copied::resumedRows)
            .sum());
    kill.assertGoneOn("copy", ofKilled.get(before.size()).at());
    kill.assertNothingElseWasLost(copies.ended());
    System.out.printf(
        "copy: %d chunks of %d shards, %d of %s before the kill and %d after, none twice%n",
        chunks.size(),
        synced.copied().size(),
        before.size(),
        lost,
        ofKilled.size() - before.size());
    return rows;
  }

  private static boolean isHalfCopied(List<Chunk> chunks, Shard shard) {
    List<Chunk> own = chunks.stream().filter(chunk -> chunk.shard().equals(shard)).toList();
    return !own.isEmpty() && own.stream().noneMatch(Chunk::ends);
  }

  /** Each chunk of a shard begins where the one before it ended, and one of them is the last. */
  private static void assertNoneTwice(List<Chunk> chunks) {
    chunks.stream()
        .collect(groupingBy(Chunk::shard))
        .forEach(
            (shard, own) -> {
              Set<Optional<String>> begins = new HashSet<>();
              for (int i = 0; i < own.size(); i++) {
                Chunk chunk = own.get(i);
                assertTrue(begins.add(Optional.ofNullable(chunk.behind())), own::toString);
                assertEquals(i == 0 ? null : own.get(i - 1).last(), chunk.behind(), own::toString);
                assertEquals(i == own.size() - 1, chunk.ends(), own::toString);
              }
            });
  }

  private static List<TableComparison> comparisonThatLosesAWorker(
      ServedWorld served, Crew crew, Plan plan, WriteLog log) throws Exception {
    CompletableFuture<List<TableComparison>> result = compare(served, plan, "killed");
    ShardActivities comparisons =
        new ShardActivities(served.client, served.ids.comparison(), "ComparisonCompare");
    Crew.Kill kill =
        crew.kill(
            comparisons,
            log,
            comparing -> {
              List<Seal> seals = log.seals();
              return !seals.isEmpty()
                  && seals.stream().noneMatch(seal -> seal.shard().equals(comparing.shard()));
            });
    Shard lost = kill.lost().shard();
    List<TableComparison> tables = result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    List<Seal> seals = log.seals();
    assertEquals(seals.size(), seals.stream().map(Seal::shard).distinct().count(), seals::toString);
    assertEquals(
        seals.stream().collect(toMap(Seal::shard, Seal::seal)),
        certificates(served.world.legacyDatabase));
    kill.assertGoneOn(
        "comparison",
        seals.stream().filter(seal -> seal.shard().equals(lost)).findFirst().orElseThrow().at());
    kill.assertNothingElseWasLost(comparisons.ended());
    System.out.printf(
        "comparison: %d shards, %d of them before the kill and %s again after it, none else twice%n",
        seals.size(), seals.stream().filter(seal -> !seal.at().isAfter(kill.at())).count(), lost);
    return tables;
  }

  private static CompletableFuture<List<TableComparison>> compare(
      ServedWorld served, Plan plan, String attempt) {
    Comparison comparison =
        served.client.newWorkflowStub(Comparison.class, served.options(served.ids.comparison()));
    return WorkflowClient.execute(
        comparison::run, new Comparison.Request(plan, ServedWorld.ENVIRONMENT, attempt, null));
  }

  private static Map<Shard, String> certificates(SideDatabase legacy) throws SQLException {
    Map<Shard, String> seals = new HashMap<>();
    try (Connection connection = legacy.open(legacy.engine());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT tab, shard, seal FROM CUTOVER.CUTOVER_CERTIFICATE")) {
      while (row.next()) {
        seals.put(new Shard(row.getString(1), row.getInt(2)), row.getString(3));
      }
    }
    return seals;
  }

  /** Chunks and shards so small that there are some to lose. */
  private static Plan oms() throws IOException {
    String text =
        Files.readString(Path.of("..", "plans", "oms.yaml"))
            .replaceFirst("chunk-rows: \\d+", "chunk-rows: 1000")
            .replaceFirst("parallel-shards: \\d+", "parallel-shards: " + WORKERS);
    return PlanReader.read("plans/oms.yaml", text.getBytes(StandardCharsets.UTF_8)).plan();
  }
}
