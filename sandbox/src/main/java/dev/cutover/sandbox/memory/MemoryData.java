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
import dev.cutover.plan.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tables of which only the integrity errors are known. */
public final class MemoryData implements SyncActivities, ComparisonActivities, SchemaActivities {

  private static final long ROWS = 1_000;

  private final Faults faults;
  private final Map<String, Long> errors = new ConcurrentHashMap<>();
  private final List<String> findings = new ArrayList<>();

  MemoryData(Faults faults) {
    this.faults = faults;
  }

  /** Rows of a table that differ from now on. */
  public void differ(String table, long rows) {
    errors.put(table, rows);
  }

  /** Something that stands in the way of a cutover. */
  public void find(String finding) {
    findings.add(finding);
  }

  @Override
  public void prepare(Database database, List<Table> tables) {
    faults.called("SyncPrepare");
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
  public Copied copy(Conductor conductor, Databases databases, Shard shard, int chunkRows) {
    faults.called("SyncCopy");
    return new Copied(shard.table().name(), shard.number(), ROWS, 0);
  }

  @Override
  public Delta delta(
      Conductor conductor, Databases databases, Side from, List<Table> tables, int maxRounds) {
    faults.called("SyncDelta");
    return new Delta(1, 10, 1, 0);
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

  @Override
  public TableComparison compare(String attempt, Databases databases, Table table) {
    faults.called("ComparisonCompare");
    long confirmed = errors.getOrDefault(table.name(), 0L);
    String digest = confirmed == 0 ? "1f" : "2f";
    return new TableComparison(table.name(), ROWS, ROWS, "1f", digest, confirmed, List.of());
  }

  @Override
  public long repair(Conductor conductor, Databases databases, Table table) {
    faults.called("ComparisonRepair");
    Long rows = errors.remove(table.name());
    return rows == null ? 0 : rows;
  }
}
