package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.data.CorpusSide.Server;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every type, at its limits and in its traps, on every pair of databases: what differs is named,
 * what does not is not, and a copy is the same or says that it can't be.
 */
final class CorpusTest {

  private static final int LEAST_CASES = 150;

  private final List<String> wrong = new ArrayList<>();

  @Test
  void theCorpusIsAsLargeAsPromised() {
    assertTrue(CorpusCase.all().size() >= LEAST_CASES, () -> CorpusCase.all().size() + " cases");
  }

  @Test
  void fromH2ToMariaDb() throws SQLException {
    holds("h2-mariadb", Server.H2, Server.MARIADB);
  }

  @Test
  void fromMariaDbToH2() throws SQLException {
    holds("mariadb-h2", Server.MARIADB, Server.H2);
  }

  @Test
  @Tag("mysql-server")
  void fromH2ToMySql() throws SQLException {
    MySqlServer.require();
    holds("h2-mysql", Server.H2, Server.MYSQL);
  }

  @Test
  @Tag("mysql-server")
  void fromMySqlToMySql() throws SQLException {
    MySqlServer.require();
    holds("mysql-mysql", Server.MYSQL, Server.MYSQL);
  }

  private void holds(String name, Server legacy, Server target) throws SQLException {
    try (CorpusPair pair = new CorpusPair(name, legacy, target)) {
      for (CorpusCase given : CorpusCase.all()) {
        if (given.isFor(name)) {
          hold(pair, given);
        }
      }
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
  }

  private void hold(CorpusPair pair, CorpusCase given) {
    try {
      pair.lay(given);
      CorpusCase.Verdict verdict = given.on(pair.name);
      expect(given, "found", verdict.found(), found(pair.compare(given.planned())));
      expect(given, "copy", verdict.copy(), copy(pair, given));
      pair.drop(given);
    } catch (SQLException | RuntimeException e) {
      wrong.add(given.name() + ": " + e);
    }
  }

  private void expect(CorpusCase given, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      wrong.add(given.name() + ", " + what + ": expected " + expected + " but was " + actual);
    }
  }

  private static List<String> found(TableComparison result) {
    assertEquals(result.examples().size(), result.confirmed(), "cases have few discrepancies");
    return result.examples().stream().map(CorpusTest::line).sorted().toList();
  }

  private static String line(Discrepancy discrepancy) {
    String key = discrepancy.key().replaceFirst("^[0-9a-f]{32} x", "x");
    String columns = String.join(" ", discrepancy.columns());
    return (discrepancy.kind() + " " + key + " " + columns).strip();
  }

  private static String copy(CorpusPair pair, CorpusCase given) throws SQLException {
    try {
      pair.copy(given.planned());
    } catch (ApplicationFailure | IllegalStateException refusal) {
      return "refused";
    }
    return pair.compare(given.planned()).equal() ? "equal" : "differs";
  }
}
