package dev.cutover.plan;

import dev.cutover.plan.SchemaFinding.About;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may be waived, where, and by whom. */
final class WaiverRules {

  private final Plan plan;
  private final Findings findings;
  private final Known tables;
  private final Known people;
  private final Set<List<String>> seen = new HashSet<>();

  WaiverRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
    tables =
        new Known(
            "table",
            plan.data().tables().stream().map(Table::name).collect(Collectors.toSet()),
            findings.sound("data.tables"));
    people = new Known("person", plan.people().keySet(), !plan.people().isEmpty());
  }

  void check() {
    findings.each(plan.data().waivers(), "data.waivers", this::waiver);
  }

  private void waiver(Waiver waiver, String path) {
    findings.known(path + ".by", waiver.by(), people);
    if (!findings.sound(path)) {
      return;
    }
    SchemaFinding finding = waiver.finding();
    if (!finding.isWaivable()) {
      findings.error(path + ".finding", finding.key() + " can't be waived: " + finding.instead());
      return;
    }
    place(waiver, path);
    List<String> what = List.of(finding.key(), lower(waiver.table()), lower(waiver.column()));
    if (!seen.add(what)) {
      findings.error(path, "is waived already: one waiver is enough");
    }
  }

  private void place(Waiver waiver, String path) {
    SchemaFinding finding = waiver.finding();
    String table = waiver.table();
    String column = waiver.column();
    if (column != null && finding.about() != About.COLUMN) {
      findings.error(path + ".column", finding.key() + " is no matter of a column: leave it out");
    }
    if (finding.about() == About.SERVER) {
      if (table != null) {
        findings.error(path + ".table", finding.key() + " is no matter of a table: leave it out");
      }
    } else if (table == null) {
      findings.lacks(path, "key 'table' is missing: " + finding.key() + " is found in a table");
    } else if (finding.about() == About.OUTSIDE) {
      findings.name(path + ".table", table);
    } else {
      findings.known(path + ".table", table, tables);
    }
  }

  private static String lower(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
