package dev.cutover.plan;

import dev.cutover.plan.Table.ColumnRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rules of one column: what may stand together, and how people read them. */
final class ColumnRules {

  /** MySQL's most, which is the least of all databases'. */
  private static final int MOST_DECIMALS = 30;

  private final Findings findings;
  private final String path;

  ColumnRules(Findings findings, String path) {
    this.findings = findings;
    this.path = path;
  }

  void of(ColumnRule rule) {
    boolean treated = !treatments(rule).isEmpty();
    boolean ruled = treated || rule.mask() != null;
    if (rule.leftOut() && (ruled || rule.reason() != null)) {
      findings.error(path, "a column that is ignored has no other rule: its reason stands there");
    } else if (!rule.leftOut() && !ruled) {
      findings.error(path, "no rule: ignore, scale, time, trim, charset-map, empty or mask");
    } else if (ruled && rule.reason() == null) {
      String why = treated ? "the two sides differ here?" : "its values be shown?";
      findings.error(path, "key 'reason' is missing: why may " + why);
    }
    Integer scale = rule.scale();
    if (scale != null) {
      findings.between(path + ".scale", scale, 0, MOST_DECIMALS);
    }
    boolean ofTexts = rule.trim() != null || rule.charsetMap() != null || rule.empty() != null;
    int kinds = (scale == null ? 0 : 1) + (rule.time() == null ? 0 : 1) + (ofTexts ? 1 : 0);
    if (kinds > 1) {
      findings.error(path, "rules of a number, a time and a text can't stand together");
    }
  }

  static String inWords(ColumnRule rule) {
    if (rule.leftOut()) {
      return "is left out: " + rule.ignore();
    }
    List<String> treatments = treatments(rule);
    String compared = treatments.isEmpty() ? "" : "is compared " + String.join(", ", treatments);
    String shown = rule.showsValues() ? "is shown with both values where it differs" : "";
    String and = compared.isEmpty() || shown.isEmpty() ? "" : " and ";
    return compared + and + shown + ": " + rule.reason();
  }

  private static List<String> treatments(ColumnRule rule) {
    List<String> treatments = new ArrayList<>();
    if (rule.scale() != null) {
      treatments.add("to " + rule.scale() + " decimals");
    }
    TimePrecision time = rule.time();
    if (time != null) {
      treatments.add("to " + Names.of(time));
    }
    CharsetMap map = rule.charsetMap();
    if (map != null) {
      treatments.add(
          "with one character for each pair of "
              + map
              + " ("
              + map.pairs().stream().map(CharsetMap.Pair::names).collect(Collectors.joining("; "))
              + ")");
    }
    if (rule.trim() != null) {
      treatments.add("without blanks at the end");
    }
    if (rule.empty() != null) {
      treatments.add("with an empty text as NULL");
    }
    return treatments;
  }
}
