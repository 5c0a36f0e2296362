package dev.cutover.data;

import dev.cutover.plan.CharsetMap;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.ColumnRule;
import dev.cutover.plan.TimePrecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * A folder of the corpus: the same table on both sides, its rows, and what must be found.
 *
 * @param only pairs of servers that the case is for; empty for all
 * @param found one line a discrepancy: kind, key, and the columns that differ
 * @param copy what a copy of legacy's rows brings: {@code equal}, {@code refused}, or {@code
 *     differs} where the target can't hold them
 * @param otherwise what is to be found on one pair where it is not the same
 */
record CorpusCase(
    String name,
    String table,
    Map<String, Types> columns,
    List<String> key,
    Map<String, ColumnRule> rules,
    List<String> only,
    List<String> legacy,
    List<String> target,
    List<String> found,
    String copy,
    Map<String, Verdict> otherwise) {

  private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");

  /** A column's type in Oracle's words and in MySQL's. */
  record Types(String oracle, String mysql) {}

  /** What must be found. */
  record Verdict(List<String> found, String copy) {}

  static List<CorpusCase> all() {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.sorted().map(CorpusCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusCase read(Path folder) {
    try {
      Map<String, Object> yaml = new Yaml().load(Files.readString(folder.resolve("case.yaml")));
      Map<String, Types> columns = new LinkedHashMap<>();
      map(yaml.get("columns"))
          .forEach(
              (column, types) ->
                  columns.put(column, new Types(texts(types).get(0), texts(types).get(1))));
      Map<String, ColumnRule> rules = new LinkedHashMap<>();
      map(yaml.get("rules")).forEach((column, rule) -> rules.put(column, rule(map(rule))));
      Verdict verdict = verdict(yaml);
      Map<String, Verdict> otherwise = new LinkedHashMap<>();
      map(yaml.get("otherwise")).forEach((pair, other) -> otherwise.put(pair, verdict(map(other))));
      String name = String.valueOf(folder.getFileName());
      Object table = yaml.get("table");
      return new CorpusCase(
          name,
          table == null ? name.replace('-', '_').toUpperCase(Locale.ROOT) : String.valueOf(table),
          columns,
          texts(yaml.get("key")),
          rules,
          texts(yaml.get("only")),
          texts(yaml.get("legacy")),
          texts(yaml.get("target")),
          verdict.found(),
          verdict.copy(),
          otherwise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isFor(String pair) {
    return only.isEmpty() || only.contains(pair);
  }

  Verdict on(String pair) {
    return otherwise.getOrDefault(pair, new Verdict(found, copy));
  }

  Table planned() {
    return new Table(table, null, rules);
  }

  private static Verdict verdict(Map<String, Object> yaml) {
    return new Verdict(
        texts(yaml.get("found")), String.valueOf(yaml.getOrDefault("copy", "equal")));
  }

  private static ColumnRule rule(Map<String, Object> rule) {
    String time = (String) rule.get("time");
    String map = (String) rule.get("charset-map");
    return new ColumnRule(
        (String) rule.get("ignore"),
        (Integer) rule.get("scale"),
        time == null ? null : TimePrecision.valueOf(time.toUpperCase(Locale.ROOT)),
        rule.containsKey("trim") ? Table.Trim.BLANKS : null,
        map == null ? null : CharsetMap.valueOf(map.toUpperCase(Locale.ROOT)),
        rule.containsKey("empty") ? Table.Empty.NULL : null,
        null,
        "as the case says");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  private static List<String> texts(@Nullable Object value) {
    return value == null ? List.of() : ((List<?>) value).stream().map(String::valueOf).toList();
  }
}
