package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.Changed;
import dev.cutover.activity.ComparisonActivities.Compared;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.plan.Table;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The comparison on its own. */
public final class ComparisonImpl implements Comparison {

  @Override
  public List<TableComparison> run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    String only = request.table();
    if (only != null) {
      return new Run(bound, sites, request.attempt())
          .all(bound.tables().stream().filter(table -> only.equals(table.name())).toList());
    }
    return request.frozen()
        ? frozen(bound, sites, request.attempt())
        : all(bound, sites, request.attempt());
  }

  /** Compares every row of every table; what is equal is certified. */
  static List<TableComparison> all(BoundPlan bound, Sites sites, String attempt) {
    return TableGroups.isNeeded(bound)
        ? TableGroups.compare(bound, attempt, false)
        : new Run(bound, sites, attempt).all(bound.tables());
  }

  /** Compares what has to be while neither side is written. */
  static List<TableComparison> frozen(BoundPlan bound, Sites sites, String attempt) {
    return TableGroups.isNeeded(bound)
        ? TableGroups.compare(bound, attempt, true)
        : new Run(bound, sites, attempt).frozen();
  }

  /** One comparison of some tables, with the shards of all of them at the same time. */
  static final class Run {

    private final BoundPlan bound;
    private final Sites sites;
    private final String attempt;
    private final Shards<Compared> shards;
    private final Map<String, List<Promise<Compared>>> parts = new LinkedHashMap<>();

    Run(BoundPlan bound, Sites sites, String attempt) {
      this.bound = bound;
      this.sites = sites;
      this.attempt = attempt;
      this.shards = new Shards<>(bound.plan().data().parallelShards());
    }

    /** Compares every row; what is equal is certified. */
    List<TableComparison> all(List<Table> tables) {
      for (Table table : tables) {
        begin(
            table,
            sites
                .comparison("shards of " + table.name())
                .shards(bound.databases(), table, bound.plan().data().chunkRows()));
      }
      return results(tables);
    }

    /**
     * Compares what is not certified and what was changed since it was, then what is certified, for
     * as long as the plan allows. Neither side may be written meanwhile.
     */
    List<TableComparison> frozen() {
      List<Table> tables = bound.tables();
      List<Changed> changes = changes(tables);
      for (int i = 0; i < tables.size(); i++) {
        begin(tables.get(i), changes.get(i).open());
      }
      Map<String, List<Promise<Compared>>> open = new LinkedHashMap<>(parts);
      parts.clear();
      recheck(changes);
      List<TableComparison> compared = new ArrayList<>();
      for (int i = 0; i < tables.size(); i++) {
        String name = tables.get(i).name();
        List<Compared> all = new ArrayList<>();
        all.add(changes.get(i).keys());
        of(open, name).forEach(part -> all.add(part.uncounted()));
        of(parts, name).forEach(part -> all.add(part.findings()));
        compared.add(TableComparison.of(name, all));
      }
      return compared;
    }

    private List<Changed> changes(List<Table> tables) {
      Shards<Changed> changes = new Shards<>(bound.plan().data().parallelShards());
      for (Table table : tables) {
        changes.begin(
            () ->
                Async.function(
                    sites.comparison("compare what changed in " + table.name())::compareChanged,
                    attempt,
                    bound.databases(),
                    table,
                    bound.plan().data().chunkRows()));
      }
      return changes.results();
    }

    private void recheck(List<Changed> changes) {
      @Nullable Duration allowed = bound.plan().data().recheck();
      Instant end = allowed == null ? Instant.MAX : StepLog.now().plus(allowed);
      for (Changed changed : changes) {
        for (Shard shard : changed.certified()) {
          if (!shards.awaitRoom(end)) {
            return;
          }
          begin(shard.table(), List.of(shard));
        }
      }
    }

    private void begin(Table table, List<Shard> some) {
      List<Promise<Compared>> begun =
          parts.computeIfAbsent(table.name(), name -> new ArrayList<>());
      for (Shard shard : some) {
        String summary = "compare " + table.name() + " shard " + shard.number();
        begun.add(
            shards.begin(
                () ->
                    Async.function(
                        sites.comparing(summary)::compare, attempt, bound.databases(), shard)));
      }
    }

    private List<TableComparison> results(List<Table> tables) {
      return tables.stream()
          .map(table -> TableComparison.of(table.name(), of(parts, table.name())))
          .toList();
    }

    private static List<Compared> of(Map<String, List<Promise<Compared>>> parts, String table) {
      return parts.getOrDefault(table, List.of()).stream().map(Promise::get).toList();
    }
  }
}
