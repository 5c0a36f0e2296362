package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.data.CorpusSide.Server;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One cell is changed, or one row taken away, added or doubled, again and again: exactly this is
 * reported each time. {@code -Dcutover.mutations=2000} makes as many on each pair; the same {@code
 * -Dcutover.mutations.seed} makes the same ones.
 */
final class MutationTest {

  private static final int MUTATIONS = Integer.getInteger("cutover.mutations", 100);
  private static final long SEED = Long.getLong("cutover.mutations.seed", 20300928);

  @Test
  void fromH2ToMariaDb() throws SQLException {
    everyMutationIsFoundAndNothingElse("h2-mariadb", Server.H2, Server.MARIADB);
  }

  @Test
  void fromMariaDbToH2() throws SQLException {
    everyMutationIsFoundAndNothingElse("mariadb-h2", Server.MARIADB, Server.H2);
  }

  @Test
  @Tag("mysql-server")
  void fromH2ToMySql() throws SQLException {
    MySqlServer.require();
    everyMutationIsFoundAndNothingElse("h2-mysql", Server.H2, Server.MYSQL);
  }

  @Test
  @Tag("mysql-server")
  void fromMySqlToMySql() throws SQLException {
    MySqlServer.require();
    everyMutationIsFoundAndNothingElse("mysql-mysql", Server.MYSQL, Server.MYSQL);
  }

  private static void everyMutationIsFoundAndNothingElse(String name, Server legacy, Server target)
      throws SQLException {
    Random random = new Random(SEED);
    try (CorpusPair pair = new CorpusPair(name, legacy, target)) {
      for (MutatedTable table :
          List.of(
              MutatedTable.keyed(random),
              MutatedTable.sent(random),
              MutatedTable.keyless(random))) {
        pair.lay(table.start());
        assertEquals(List.of(), found(pair, table), "before the first mutation");
        for (int i = 0; i < MUTATIONS * table.share() / 10; i++) {
          MutatedTable.Mutation mutation = table.next(pair.targetSide, target == Server.H2);
          pair.onTarget(mutation.does());
          assertEquals(mutation.found(), found(pair, table), () -> mutation + " with seed " + SEED);
          for (String undo : mutation.undoes()) {
            pair.onTarget(undo);
          }
        }
        assertEquals(List.of(), found(pair, table), "behind the last mutation");
      }
    }
  }

  private static List<String> found(CorpusPair pair, MutatedTable table) {
    TableComparison result = pair.compare(table.start().planned());
    assertEquals(result.examples().size(), result.confirmed());
    return result.examples().stream().map(MutationTest::line).sorted().toList();
  }

  private static String line(Discrepancy discrepancy) {
    String key = discrepancy.key().replaceFirst("^[0-9a-f]{32} x", "x");
    return (discrepancy.kind() + " " + key + " " + String.join(" ", discrepancy.columns())).strip();
  }
}
