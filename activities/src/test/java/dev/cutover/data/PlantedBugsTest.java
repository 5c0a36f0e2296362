package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FenceState;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/**
 * Each rule of the fence that is left out is found: by the walk, of whose seeds the test publishes
 * how many found it; or, where an order of events is rare, by that order itself, which finds
 * nothing where nothing is left out.
 */
final class PlantedBugsTest {

  private static final int SEEDS = Integer.getInteger("cutover.planted-walks", 8);
  private static final long BEHIND = 1_001;

  @ParameterizedTest
  @EnumSource(
      names = {"EPOCH_NOT_CHECKED", "LEGACY_BEFORE_CARRYING_BACK", "TARGET_BEFORE_SWITCHED"})
  void theWalkFindsIt(Plant plant, TestReporter reporter) throws SQLException {
    int found = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (FenceWalk walk = new FenceWalk(Pair.H2_TO_MARIADB, seed, plant)) {
        walk.toTheEnd(FenceWalkTest.STEPS);
      } catch (AssertionFailedError caught) {
        found++;
      }
    }
    reporter.publishEntry(plant.name(), found + " of " + SEEDS + " seeds");
    assertTrue(found > 0, plant + " was found by none of " + SEEDS + " seeds");
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "SWITCHED_UNCHECKED"})
  void anOrderBehindALeaseThatRanOutIsLostOnlyWhereSwitchedChecksNothing(Plant plant)
      throws SQLException {
    Set<Long> accepted = new TreeSet<>();
    try (TwoDatabases data = Pair.H2_TO_MARIADB.open()) {
      data.orders(3);
      data.copyAll();
      data.freeze();
      data.delta();
      data.letTheLeaseRunOut();
      try (Business legacy = business(data, accepted)) {
        legacy.write(BEHIND);
      }
      assertEquals(Set.of(BEHIND), accepted);
      boolean opened = switches(data, plant);

      assertEquals(plant != Plant.NONE, opened);
      assertEquals(
          opened ? FenceState.OPEN : FenceState.CLOSED, data.fence.observe(data.target).state());
      assertEquals(0, data.count(data.target, "orders WHERE order_id = " + BEHIND));
    }
  }

  /** Whether it came to the target's opening. */
  private static boolean switches(TwoDatabases data, Plant plant) {
    try {
      plant.cutover().stream()
          .dropWhile(step -> !step.what().equals(Procedures.SWITCH.what()))
          .limit(2)
          .forEach(step -> step.move().by(data, data.run));
      return true;
    } catch (ApplicationFailure refused) {
      return false;
    }
  }

  private static Business business(TwoDatabases data, Set<Long> accepted) throws SQLException {
    return new Business(
        data.connections, data.legacy, data.orders(data.legacy), accepted::add, told -> {});
  }
}
