package dev.cutover.plan;

import dev.cutover.plan.Bindings.SideBindings;
import dev.cutover.plan.Table.SequenceRule;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Nothing that the plan moves or brings to a side is out of scope. The ERP's own endpoint may be:
 * it is asked, never moved.
 */
final class ScopeRules {

  private static final int MOST_LETTERS = 128;

  private final Plan plan;
  private final Findings findings;
  private final Map<String, OutOfScope> tables = new HashMap<>();
  private final Map<String, OutOfScope> names = new HashMap<>();

  ScopeRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    findings.each(
        plan.outOfScope(),
        "out-of-scope",
        (item, path) -> {
          if (item.tables().isEmpty() && item.names().isEmpty()) {
            findings.error(path, "give tables or names by which it is recognised");
          }
          patterns(item, item.tables(), path + ".tables", tables);
          patterns(item, item.names(), path + ".names", names);
        });
    data();
    levers();
    findings.each(plan.clients(), "clients", (one, at) -> name(one.name(), at + ".name"));
    findings.each(plan.effects(), "effects", (one, at) -> name(one.name(), at + ".name"));
  }

  private void patterns(
      OutOfScope item, List<String> patterns, String path, Map<String, OutOfScope> into) {
    findings.each(
        patterns,
        path,
        (pattern, at) -> {
          int star = pattern.indexOf('*');
          if (star == 0 || (star > 0 && star < pattern.length() - 1)) {
            findings.error(at, "'*' may only stand at the end, behind at least one letter");
          }
          findings.name(at, pattern);
          into.putIfAbsent(pattern.toLowerCase(Locale.ROOT), item);
        });
  }

  private void data() {
    findings.each(
        plan.data().tables(),
        "data.tables",
        (table, at) -> {
          inside(tables, table.name(), at + ".name");
          SequenceRule sequence = table.sequence();
          if (sequence != null) {
            inside(tables, sequence.legacy(), at + ".sequence.legacy");
          }
        });
  }

  private void levers() {
    findings.each(plan.batch().jobs(), "batch.jobs", (job, at) -> name(job.name(), at + ".name"));
    name(plan.levers().dns().name(), "levers.dns.name");
    for (Side side : Side.values()) {
      String value = plan.levers().dns().value(side);
      name(value.replaceFirst("[.]$", ""), "levers.dns." + Names.of(side));
    }
    plan.environments()
        .forEach((name, one) -> bindings(one.bindings(), "environments." + name + ".bindings"));
  }

  private void bindings(Bindings bindings, String path) {
    for (Side side : Side.values()) {
      SideBindings of = bindings.of(side);
      String at = path + "." + Names.of(side);
      name(of.database(), at + ".database");
      name(of.application(), at + ".application");
      name(of.batch(), at + ".batch");
    }
    name(bindings.dns(), path + ".dns");
  }

  private void name(String name, String path) {
    inside(names, name, path);
  }

  /** Looks the name up whole and by each of its beginnings, so that long lists cost no time. */
  private void inside(Map<String, OutOfScope> patterns, String name, String path) {
    String lower = name.toLowerCase(Locale.ROOT);
    OutOfScope item = patterns.get(lower);
    for (int end = 1; item == null && end <= Math.min(lower.length(), MOST_LETTERS); end++) {
      item = patterns.get(lower.substring(0, end) + "*");
    }
    if (item != null) {
      findings.error(
          path, Names.quoted(name) + " belongs to " + item.title() + ", which is out of scope");
    }
  }
}
