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
import dev.cutover.sandbox.memory.MemoryRows.Row;
import dev.cutover.sandbox.memory.MemoryRows.RowKey;
import dev.cutover.sandbox.memory.MemoryTokens.Token;
import dev.cutover.sandbox.memory.Mishaps.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Rows that are moved in memory, and integrity errors that a test tells of. */
public final class MemoryData implements SyncActivities, ComparisonActivities, SchemaActivities {

  private static final long ROWS = 1_000;

  private final Faults faults;
  private final MemoryRows rows;
  private final MemoryTokens tokens;
  private final Map<String, Differing> errors = new ConcurrentHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final SortedMap<RowKey, Row> refused = new TreeMap<>();
  private final SortedSet<RowKey> found = new TreeSet<>();
  private volatile boolean differing;
  private volatile Predicate<RowKey> refuses = key -> false;

  private final AtomicLong limit = new AtomicLong();
  private final Queue<Delta> deltas = new ConcurrentLinkedQueue<>();

  MemoryData(Faults faults, MemoryRows rows, MemoryTokens tokens) {
    this.faults = faults;
    this.rows = rows;
    this.tokens = tokens;
  }

  /** Keys that legacy will not take back. */
  public void refuse(Predicate<RowKey> keys) {
    refuses = keys;
  }

  /** What legacy did not take back, and every key that a comparison confirmed to differ. */
  public synchronized SortedSet<RowKey> listed() {
    SortedSet<RowKey> all = new TreeSet<>(found);
    all.addAll(refused.keySet());
    return all;
  }

  /** Rows of a table that differ from the freeze on. */
  public void differ(String table, long rows) {
    differ(table, 1, rows);
  }

  /** The same, the rows numbered from a first one on. */
  public void differ(String table, long first, long rows) {
    errors.put(table, new Differing(first, rows));
  }

  /** Rows of a table that differ before GO is asked for. */
  public void differAtOnce(String table, long rows) {
    differ(table, rows);
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
    String lever = "copy " + shard.table().name() + " " + shard.number();
    faults.called("SyncCopy", lever);
    Token token = tokens.claim(conductor, lever);
    List<RowKey> keys =
        rows.rows(Side.LEGACY).keySet().stream()
            .filter(key -> key.table().equals(shard.table().name()))
            .toList();
    int half = (keys.size() + 1) / 2;
    for (List<RowKey> chunk : List.of(keys.subList(0, half), keys.subList(half, keys.size()))) {
      SortedMap<RowKey, Row> read = rows.rows(Side.LEGACY);
      faults.act(
          new Effect("SyncCopy", lever, conductor, token),
          () -> write(token, Side.TARGET, chunk, read));
    }
    return new Copied(shard.table().name(), shard.number(), ROWS, 0);
  }

  /** Writes rows as they were read, where the attempt that has read them still may. */
  private void write(Token token, Side to, Collection<RowKey> keys, SortedMap<RowKey, Row> read) {
    tokens.prove(token, to);
    keys.forEach(key -> rows.put(to, key, read.get(key)));
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
    faults.called("SyncDelta", "delta");
    Token token = tokens.claim(conductor, "delta");
    Map<RowKey, Long> entries = rows.journal(from);
    SortedMap<RowKey, Row> read = rows.rows(from);
    Effect effect = new Effect("SyncDelta", "delta", conductor, token);
    faults.act(effect, () -> write(token, from.other(), entries.keySet(), read));
    faults.act(
        new Effect("SyncDelta", from + "'s journal", conductor), () -> rows.carried(from, entries));
    Delta next = deltas.poll();
    int left = rows.journal(from).size();
    return next == null ? new Delta(1, 10, 1, left, Duration.ZERO) : next;
  }

  @Override
  public CarriedBack carryBack(Conductor conductor, Databases databases, List<Table> tables) {
    faults.called("SyncCarryBack", "carry back");
    Token token = tokens.claim(conductor, "carry back");
    Map<RowKey, Long> entries = rows.journal(Side.TARGET);
    SortedMap<RowKey, Row> read = rows.rows(Side.TARGET);
    List<RowKey> taken = entries.keySet().stream().filter(refuses.negate()).toList();
    faults.act(
        new Effect("SyncCarryBack", "carry back", conductor, token),
        () -> write(token, Side.LEGACY, taken, read));
    faults.act(
        new Effect("SyncCarryBack", "TARGET's journal", conductor),
        () -> listed(entries, taken, read));
    List<String> open = refused.keySet().stream().map(RowKey::toString).toList();
    return new CarriedBack(taken.size(), open.size(), 0, open, List.of());
  }

  private synchronized void listed(
      Map<RowKey, Long> entries, List<RowKey> taken, SortedMap<RowKey, Row> read) {
    rows.carried(Side.TARGET, entries);
    read.forEach(
        (key, row) -> {
          if (entries.containsKey(key) && !taken.contains(key)) {
            refused.put(key, row);
          }
        });
  }

  @Override
  public long lag(Database database) {
    faults.called("SyncLag");
    return rows.journal(database.side()).size();
  }

  @Override
  public List<AlignedSequence> alignSequences(
      Conductor conductor, Databases databases, Side to, List<Table> tables) {
    faults.called("SyncAlignSequences", to.name());
    long next =
        faults.act(new Effect("SyncAlignSequences", to.name(), conductor), () -> rows.align(to));
    return List.of(new AlignedSequence("orders", next));
  }

  private synchronized long errors(Table table) {
    List<RowKey> unequal = rows.unequal(table.name());
    found.addAll(unequal);
    return unequal.size() + (differing ? differing(table.name()).rows() : 0);
  }

  private Differing differing(String table) {
    return errors.getOrDefault(table, Differing.NONE);
  }

  /** Rows that differ, by their numbers. */
  private record Differing(long first, long rows) {

    static final Differing NONE = new Differing(1, 0);

    List<Discrepancy> behind(String table, String key, int most) {
      return LongStream.range(first, first + rows)
          .mapToObj("%06d;"::formatted)
          .filter(each -> each.compareTo(key) > 0)
          .limit(most)
          .map(each -> new Discrepancy(table, each, Discrepancy.Kind.MISSING, List.of()))
          .toList();
    }
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
    faults.called("ComparisonCompare", shard.table().name() + " " + shard.number());
    long confirmed = shard.number() == 2 ? errors(shard.table()) : 0;
    String digest = confirmed == 0 ? "f" : "1f";
    String table = shard.table().name();
    List<Discrepancy> examples =
        confirmed == 0 ? List.of() : differing(table).behind(table, "", EXAMPLES);
    return new Compared(ROWS / 2, ROWS / 2, "f", digest, ROWS / 2, confirmed, 0, examples);
  }

  @Override
  public Changed compareChanged(String attempt, Databases databases, Table table, int chunkRows) {
    faults.called("ComparisonCompareChanged", table.name());
    differing = true;
    Compared keys = new Compared(ROWS, ROWS, "0", "0", 10, 0, 0, List.of());
    boolean equal = errors(table) == 0;
    List<Shard> all = halves(table);
    return new Changed(keys, equal ? List.of() : all.subList(1, 2), all.subList(0, equal ? 2 : 1));
  }

  @Override
  public List<Discrepancy> discrepancies(
      String attempt, Databases databases, String table, String behindKey, int most) {
    return differing(table).behind(table, behindKey, most);
  }

  @Override
  public long repair(Conductor conductor, Databases databases, Table table) {
    faults.called("ComparisonRepair", table.name());
    Token token = tokens.claim(conductor, "repair " + table.name());
    List<RowKey> unequal = rows.unequal(table.name());
    SortedMap<RowKey, Row> read = rows.rows(Side.LEGACY);
    faults.act(
        new Effect("ComparisonRepair", table.name(), conductor, token),
        () -> write(token, Side.TARGET, unequal, read));
    Differing told = errors.remove(table.name());
    return unequal.size() + (told == null ? 0 : told.rows());
  }
}
