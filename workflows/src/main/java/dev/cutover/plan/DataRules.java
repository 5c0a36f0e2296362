package dev.cutover.plan;

import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Table.SequenceRule;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** What moves: tables, jobs, clients, effects, each under a name of its own. */
final class DataRules {

  private static final int MOST_CHUNK_ROWS = 1_000_000;

  /** Of all workers together; how many one of them takes is its own setting. */
  private static final int MOST_SHARDS = 64;

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST_CHUNK_READ = Duration.ofMinutes(10);
  private static final int MOST_THREADS = 10_000;

  private final Plan plan;
  private final Findings findings;

  DataRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    Data data = plan.data();
    findings.between("data.chunk-rows", data.chunkRows(), 1, MOST_CHUNK_ROWS);
    findings.between("data.parallel-shards", data.parallelShards(), 1, MOST_SHARDS);
    SourceLimit limit = data.sourceLimit();
    if (limit != null) {
      sourceLimit(limit);
    }
    findings.filled("data.tables", data.tables());
    findings.names("data.tables", data.tables(), Table::name);
    findings.each(data.tables(), "data.tables", this::table);
    findings.names("batch.jobs", plan.batch().jobs(), Job::name);
    findings.names("effects", plan.effects(), Effect::name);
    findings.names("clients", plan.clients(), Client::name);
    effects();
  }

  private void sourceLimit(SourceLimit limit) {
    findings.between(
        "data.source-limit.chunk-read", limit.chunkRead(), ONE_SECOND, LONGEST_CHUNK_READ);
    Integer threads = limit.threadsRunning();
    if (threads != null) {
      findings.between("data.source-limit.threads-running", threads, 2, MOST_THREADS);
    }
  }

  private void table(Table table, String path) {
    table
        .columns()
        .forEach((column, rule) -> new ColumnRules(findings, path + ".columns." + column).of(rule));
    SequenceRule sequence = table.sequence();
    if (sequence == null) {
      return;
    }
    findings.name(path + ".sequence.legacy", sequence.legacy());
    findings.name(path + ".sequence.column", sequence.column());
    if (table.columns().keySet().stream().anyMatch(sequence.column()::equalsIgnoreCase)) {
      findings.error(
          path + ".columns",
          "column " + sequence.column() + " is the key: it is compared as it is");
    }
  }

  private void effects() {
    Set<String> names = plan.effects().stream().map(Effect::name).collect(Collectors.toSet());
    Known effects = new Known("effect", names, findings.sound("effects"));
    findings.each(
        plan.batch().jobs(),
        "batch.jobs",
        (job, path) -> {
          String effect = job.effect();
          if (effect != null) {
            findings.known(path + ".effect", effect, effects);
          }
        });
  }
}
