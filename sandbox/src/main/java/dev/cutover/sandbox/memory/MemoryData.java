package dev.cutover.sandbox.memory;

import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.SchemaActivities;
import dev.cutover.activity.SchemaScope;
import dev.cutover.activity.SyncActivities;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.SchemaFinding.Severity;
import dev.cutover.plan.Side;
import dev.cutover.plan.SourceLimit;
import dev.cutover.plan.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tables of which only the integrity errors are known. */
public final class MemoryData implements SyncActivities, ComparisonActivities, SchemaActivities {

  private static final long ROWS = 1_000;

  private final Faults faults;
  private final Map<String, Long> errors = new ConcurrentHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private volatile boolean differing;

  private final AtomicLong limit = new AtomicLong();
  private final Queue<Delta> deltas = new ConcurrentLinkedQueue<>();

  MemoryData(Faults faults) {
    this.faults = faults;
  }

  /** Rows of a table that differ from the freeze on. */
  public void differ(String table, long rows) {
    errors.put(table, rows);
  }

  /** Rows of a table that differ before GO is asked for. */
  public void differAtOnce(String table, long rows) {
    errors.put(table, rows);
    differing = true;
  }

  /** Something that stands in the way of a cutover. */
  public void find(String finding) {
    findings.add(finding);
  }

  /** What the next delta leaves in the journal, behind those told before; else it is empty. */
  public void leave(long rows, @Nullable Duration age) {
    deltas.add(new Delta(1, 10, 1, rows, age));
  }

  @Override
  public void prepare(Database database, List<Table> tables) {
    faults.called("SyncPrepare");
  }

  @Override
  public long reset(Conductor conductor, Database database, List<Table> tables) {
    faults.called("SyncReset");
    return database.side() == Side.TARGET ? ROWS : 0;
  }

  @Override
  public List<String> findings(Databases databases, SchemaScope scope) {
    faults.called("SyncFindings");
    return List.copyOf(findings);
  }

  @Override
  public List<Finding> check(Databases databases, SchemaScope scope) {
    faults.called("SchemaCheck");
    return findings.stream()
        .map(
            words ->
                new Finding(
                    SchemaFinding.TABLE_MISSING,
                    Severity.ERROR,
                    Side.TARGET,
                    words,
                    null,
                    "is not there",
                    null))
        .toList();
  }

  @Override
  public List<String> propose(Databases databases, SchemaScope scope) {
    faults.called("SchemaPropose");
    return findings.stream().map(words -> "-- " + words).toList();
  }

  @Override
  public List<Shard> split(Databases databases, Table table, int chunkRows) {
    faults.called("SyncSplit");
    return List.of(new Shard(table, 1, null, null, ROWS));
  }

  @Override
  public Copied copy(
      Conductor conductor,
      Databases databases,
      Shard shard,
      int chunkRows,
      @Nullable SourceLimit sourceLimit) {
    faults.called("SyncCopy");
    return new Copied(shard.table().name(), shard.number(), ROWS, 0);
  }

  @Override
  public void throttle(Database target, long rowsPerSecond) {
    faults.called("SyncThrottle");
    limit.set(rowsPerSecond);
  }

  /** Rows per second that all copies may write; 0 for no limit. */
  public long limit() {
    return limit.get();
  }

  @Override
  public Delta delta(
      Conductor conductor, Databases databases, Side from, List<Table> tables, int maxRounds) {
    faults.called("SyncDelta");
    Delta next = deltas.poll();
    return next == null ? new Delta(1, 10, 1, 0, Duration.ZERO) : next;
  }

  @Override
  public CarriedBack carryBack(Conductor conductor, Databases databases, List<Table> tables) {
    faults.called("SyncCarryBack");
    return new CarriedBack(3, 0, 0, List.of(), List.of());
  }

  @Override
  public long lag(Database database) {
    faults.called("SyncLag");
    return 0;
  }

  @Override
  public List<AlignedSequence> alignSequences(
      Conductor conductor, Databases databases, Side to, List<Table> tables) {
    faults.called("SyncAlignSequences");
    return List.of(new AlignedSequence("orders", ROWS + 1));
  }

  private long errors(Table table) {
    return differing ? errors.getOrDefault(table.name(), 0L) : 0;
  }

  /** Two shards a table, of which the second holds the errors. */
  private static List<Shard> halves(Table table) {
    return List.of(
        new Shard(table, 1, null, "500", ROWS / 2), new Shard(table, 2, "500", null, ROWS / 2));
  }

  @Override
  public List<Shard> shards(Databases databases, Table table, int chunkRows) {
    faults.called("ComparisonShards");
    return halves(table);
  }

  @Override
  public Compared compare(String attempt, Databases databases, Shard shard) {
    faults.called("ComparisonCompare");
    long confirmed = shard.number() == 2 ? errors(shard.table()) : 0;
    String digest = confirmed == 0 ? "f" : "1f";
    return new Compared(ROWS / 2, ROWS / 2, "f", digest, ROWS / 2, confirmed, 0, List.of());
  }

  @Override
  public Changed compareChanged(String attempt, Databases databases, Table table, int chunkRows) {
    faults.called("ComparisonCompareChanged");
    Compared keys = new Compared(ROWS, ROWS, "0", "0", 10, 0, 0, List.of());
    differing = true;
    boolean equal = errors(table) == 0;
    List<Shard> all = halves(table);
    return new Changed(keys, equal ? List.of() : all.subList(1, 2), all.subList(0, equal ? 2 : 1));
  }

  @Override
  public List<Discrepancy> discrepancies(
      String attempt, Databases databases, String table, String behindKey, int most) {
    List<Discrepancy> page = new ArrayList<>();
    for (long row = 1; row <= errors.getOrDefault(table, 0L) && page.size() < most; row++) {
      String key = "%06d;".formatted(row);
      if (key.compareTo(behindKey) > 0) {
        page.add(new Discrepancy(table, key, Discrepancy.Kind.MISSING, List.of()));
      }
    }
    return page;
  }

  @Override
  public long repair(Conductor conductor, Databases databases, Table table) {
    faults.called("ComparisonRepair");
    Long rows = errors.remove(table.name());
    return rows == null ? 0 : rows;
  }
}
