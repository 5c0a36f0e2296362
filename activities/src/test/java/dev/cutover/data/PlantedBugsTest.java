package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/**
 * The walk finds each rule of the fence that is left out. How many of the seeds found it is
 * published with the test's report.
 */
final class PlantedBugsTest {

  private static final int SEEDS = Integer.getInteger("cutover.planted-walks", 8);

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "PLAIN_READ"})
  void isFoundBetweenH2AndMariaDb(Plant plant, TestReporter reporter) throws SQLException {
    assertFound(Pair.H2_TO_MARIADB, plant, reporter);
  }

  @Test
  void aPlainReadIsFoundOnMariaDb(TestReporter reporter) throws SQLException {
    assertFound(Pair.MARIADB_TO_MARIADB, Plant.PLAIN_READ, reporter);
  }

  @Test
  @Tag("mysql-server")
  void aPlainReadIsFoundOnMySql(TestReporter reporter) throws SQLException {
    assertFound(Pair.MYSQL_TO_MYSQL, Plant.PLAIN_READ, reporter);
  }

  private static void assertFound(Pair pair, Plant plant, TestReporter reporter)
      throws SQLException {
    int found = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (FenceWalk walk = new FenceWalk(pair, seed, plant)) {
        walk.toTheEnd(FenceWalkTest.STEPS);
      } catch (AssertionFailedError caught) {
        found++;
      }
    }
    reporter.publishEntry(plant + " on " + pair, found + " of " + SEEDS + " seeds");
    assertTrue(found > 0, plant + " was found by none of " + SEEDS + " seeds");
  }
}
