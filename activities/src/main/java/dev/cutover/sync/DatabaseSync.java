package dev.cutover.sync;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.Progress;
import dev.cutover.activity.SchemaScope;
import dev.cutover.activity.SyncActivities;
import dev.cutover.database.Connections;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.Statements;
import dev.cutover.database.TablePair;
import dev.cutover.plan.Side;
import dev.cutover.plan.SourceLimit;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Moves rows between the databases of both sides. */
public final class DatabaseSync implements SyncActivities {

  private final Connections connections;
  private final Heartbeat heartbeat;
  private final Preparation preparation;
  private final Findings findings;
  private final Ranges ranges;
  private final Copy copy;
  private final Sequences sequences;

  public DatabaseSync(Connections connections) {
    this(connections, Heartbeat.ofActivity());
  }

  public DatabaseSync(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.heartbeat = heartbeat;
    this.preparation = new Preparation(connections);
    this.findings = new Findings(connections);
    this.ranges = new Ranges(connections);
    this.copy = new Copy(connections, heartbeat);
    this.sequences = new Sequences(connections, heartbeat);
  }

  @Override
  public void prepare(Database database, List<Table> tables) {
    during(
        "preparing " + database.endpoint(),
        () -> {
          preparation.prepare(database, tables);
          return true;
        });
  }

  @Override
  public long reset(Conductor conductor, Database database, List<Table> tables) {
    return during(
        "resetting " + database.endpoint(),
        () -> {
          long rows = new Emptying(connections, heartbeat).empty(conductor, database, tables);
          preparation.prepare(database, tables);
          return rows;
        });
  }

  @Override
  public List<String> findings(Databases databases, SchemaScope scope) {
    return during("checking the tables", () -> findings.of(databases, scope));
  }

  @Override
  public List<Shard> split(Databases databases, Table table, int chunkRows) {
    return during("splitting " + table.name(), () -> ranges.split(databases, table, chunkRows));
  }

  @Override
  public Copied copy(
      Conductor conductor,
      Databases databases,
      Shard shard,
      int chunkRows,
      @Nullable SourceLimit sourceLimit) {
    return during(
        "copying " + shard.table().name(),
        () -> copy.copy(conductor, databases, shard, chunkRows, sourceLimit));
  }

  @Override
  public void throttle(Database target, long rowsPerSecond) {
    Statements.run(
        "throttling copies to " + target.endpoint(),
        () -> {
          try (Connection connection = connections.open(target.endpoint())) {
            new Throttle(connection, connections.dialect(target.endpoint())).set(rowsPerSecond);
          }
          return true;
        });
  }

  @Override
  public Delta delta(
      Conductor conductor, Databases databases, Side from, List<Table> tables, int maxRounds) {
    return during(
        "delta from " + from,
        () ->
            new DeltaRounds(connections, heartbeat, databases, from, pairs(databases, tables))
                .run(conductor, maxRounds));
  }

  @Override
  public CarriedBack carryBack(Conductor conductor, Databases databases, List<Table> tables) {
    return during(
        "carrying back",
        () ->
            new CarryingBack(connections, heartbeat, databases, pairs(databases, tables))
                .run(conductor));
  }

  /** Beats while it runs, however long the databases take for one statement. */
  private <T> T during(String doing, Callable<T> call) {
    return Statements.run(
        doing, () -> heartbeat.during(new Progress("begin " + doing, 0, 0), call));
  }

  private List<TablePair> pairs(Databases databases, List<Table> tables) throws SQLException {
    List<TablePair> pairs = new ArrayList<>();
    for (Table table : tables) {
      pairs.add(TablePair.read(connections, databases, table));
    }
    return pairs;
  }

  @Override
  public long lag(Database database) {
    return during(
        "lag of " + database.endpoint(),
        () -> {
          try (Connection connection = connections.openPatient(database.endpoint())) {
            return new Journal(connection, connections.dialect(database.endpoint())).size();
          }
        });
  }

  @Override
  public List<AlignedSequence> alignSequences(
      Conductor conductor, Databases databases, Side to, List<Table> tables) {
    return during("aligning sequences", () -> sequences.align(conductor, databases, to, tables));
  }
}
