package dev.cutover.plan;

import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Table.SequenceRule;
import java.util.ArrayList;
import java.util.List;

/** What moves, in words, and what must not be touched. */
final class ScopeText {

  private final Plan plan;
  private final TextLines lines;

  ScopeText(Plan plan, TextLines lines) {
    this.plan = plan;
    this.lines = lines;
  }

  void write() {
    Data data = plan.data();
    lines.title(
        "Tables, "
            + data.parallelShards()
            + " shards at once, "
            + data.chunkRows()
            + " rows a transaction");
    SourceLimit limit = data.sourceLimit();
    if (limit != null) {
      Integer threads = limit.threadsRunning();
      lines.row(
          "copies make way",
          "while legacy takes more than "
              + Durations.words(limit.chunkRead())
              + " for a chunk"
              + (threads == null ? "" : ", or more than " + threads + " statements run there"));
    }
    data.tables().forEach(this::table);
    if (!data.waivers().isEmpty()) {
      lines.title("Waived findings of the schema check");
      data.waivers().forEach(this::waiver);
    }
    lines.title("Batch jobs (" + plan.batch().jobs().size() + ")");
    for (Job job : plan.batch().jobs()) {
      String effect = job.effect() == null ? "" : "; effect: " + job.effect();
      lines.row(job.name(), job.title() + ", " + job.schedule() + effect);
    }
    lines.title("Clients");
    for (Client client : plan.clients()) {
      String note = ": " + client.note();
      lines.row(client.name(), Names.of(client.fate()) + " (as " + client.account() + ")" + note);
    }
    lines.title("Effects");
    for (Effect effect : plan.effects()) {
      String held = effect.heldUntilComplete() ? "held until COMPLETE" : "not held";
      lines.row(effect.name(), effect.title() + ", known by " + effect.key() + ", " + held);
    }
    lines.title("Out of scope");
    for (OutOfScope item : plan.outOfScope()) {
      List<String> patterns = new ArrayList<>(item.tables());
      patterns.addAll(item.names());
      lines.row(item.title(), item.reason());
      lines.below(String.join(", ", patterns));
    }
  }

  private void waiver(Waiver waiver) {
    String table = waiver.table() == null ? "" : waiver.table();
    String place = waiver.column() == null ? table : table + "." + waiver.column();
    lines.row(waiver.finding().key(), place);
    lines.below(waiver.reason() + " (" + PlanText.name(plan, waiver.by()) + ")");
  }

  private void table(Table table) {
    SequenceRule sequence = table.sequence();
    lines.row(
        table.name(), sequence == null ? "" : sequence.legacy() + " feeds " + sequence.column());
    table
        .columns()
        .forEach((column, rule) -> lines.below(column + " " + ColumnRules.inWords(rule)));
  }
}
