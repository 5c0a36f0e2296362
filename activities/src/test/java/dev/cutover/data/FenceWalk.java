package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FenceState;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A world in which anything may happen next, and what is asked of its databases after each step.
 */
final class FenceWalk implements AutoCloseable {

  private final TwoDatabases data;
  private final Plant plant;
  private final Random random;
  private final Business legacy;
  private final Business target;
  private final List<String> trail = new ArrayList<>();
  private final Set<Long> accepted = new TreeSet<>();
  private final List<Statement> issued = new ArrayList<>();
  private @Nullable Procedure cutover;
  private @Nullable Procedure rollback;
  private long orders = 1_000;
  private int attempts;

  FenceWalk(Pair pair, long seed) throws SQLException {
    this(pair, seed, Plant.NONE);
  }

  FenceWalk(Pair pair, long seed, Plant plant) throws SQLException {
    this.random = new Random(seed);
    this.plant = plant;
    this.data = pair.open();
    data.orders(3);
    data.copyAll();
    accepted.addAll(List.of(1L, 2L, 3L));
    legacy = business(data.legacy);
    target = business(data.target);
  }

  private Business business(Database database) throws SQLException {
    return new Business(
        data.connections, database, data.orders(database), accepted::add, trail::add);
  }

  /** So many things happen, and then a rollback that is tried until it is done. */
  void toTheEnd(int steps) throws SQLException {
    for (int i = 0; i < steps; i++) {
      step();
    }
    rollBackToTheEnd();
  }

  /** Something happens, and nothing that must not. */
  private void step() throws SQLException {
    switch (random.nextInt(22)) {
      case 0, 1 -> (random.nextBoolean() ? legacy : target).write(++orders);
      case 2 -> (random.nextInt(4) > 0 ? legacy : target).look();
      case 3 -> (random.nextBoolean() ? legacy : target).begin(++orders);
      case 4, 5 -> (random.nextBoolean() ? legacy : target).end();
      case 6 -> giveUp();
      case 7, 8 -> late();
      case 9, 10, 11 -> rollBack();
      case 12 -> letTheLeaseRunOut();
      case 13 -> legacy.writeAtLast(++orders);
      default -> cutOver();
    }
    check();
  }

  /** Mostly somebody has waited for that. */
  private void letTheLeaseRunOut() throws SQLException {
    if (!isHeld(legacy) && data.fence.observe(data.legacy).state() == FenceState.FROZEN) {
      tell("the lease runs out");
      data.letTheLeaseRunOut();
      if (random.nextInt(3) > 0) {
        legacy.write(++orders);
      }
    }
  }

  /** A process is gone; what it sent last may still arrive. */
  private void giveUp() {
    // Seldom enough that a cutover comes to its end now and then.
    switch (random.nextInt(4)) {
      case 0 -> {
        cutover = null;
        tell("the cutover is given up");
      }
      case 1 -> {
        rollback = null;
        tell("the rollback is given up");
      }
      default -> {}
    }
  }

  private void late() {
    if (!issued.isEmpty() && !isHeld(target) && !isHeld(legacy)) {
      Statement statement = issued.get(random.nextInt(issued.size()));
      tell("late: " + statement.what + " " + said(statement));
    }
  }

  /** Each move of this fence would wait for the end of a writer that holds it, and time out. */
  private boolean isHeld(Business side) {
    return side.isBusy() && (side == target || data.legacyWaitsForWriters());
  }

  private void cutOver() {
    if (isHeld(legacy)) {
      return;
    }
    Procedure now = cutover;
    if (now == null) {
      if (data.fence.observe(data.legacy).state() != FenceState.OPEN) {
        return;
      }
      now = new Procedure("cutover " + ++attempts, false);
      cutover = now;
    }
    if (!now.next(plant.cutover())) {
      cutover = null;
    }
  }

  private void rollBack() {
    if (isHeld(legacy)) {
      return;
    }
    Procedure now = rollback;
    if (now == null) {
      boolean early = cutover != null && random.nextInt(4) > 0;
      if (early || data.fence.observe(data.legacy).state() == FenceState.OPEN) {
        return;
      }
      now = new Procedure("rollback " + ++attempts, true);
      rollback = now;
    }
    if (!now.next(plant.rollback())) {
      rollback = null;
    }
  }

  /** Whatever stands where, a rollback that is tried again ends with legacy open and whole. */
  private void rollBackToTheEnd() throws SQLException {
    legacy.end();
    target.end();
    Procedure last = new Procedure("the last rollback", true);
    for (int tries = 0; last.next(plant.rollback()); tries++) {
      check();
      assertTrue(tries < 30, () -> "the rollback does not end: " + this);
    }
    assertTrue(legacy.isWritable(), this::toString);
    assertEquals(accepted, legacy.orders(), this::toString);
  }

  private void check() throws SQLException {
    boolean onLegacy = legacy.isWritable();
    boolean onTarget = target.isWritable();
    assertTrue(!onLegacy || !onTarget, () -> "both sides take writes: " + this);
    if (onLegacy) {
      assertHoldsAll(legacy, "legacy");
    }
    if (onTarget) {
      assertHoldsAll(target, "the target");
    }
  }

  private void assertHoldsAll(Business side, String name) throws SQLException {
    Set<Long> missing = new TreeSet<>(accepted);
    missing.removeAll(side.orders());
    assertEquals(Set.of(), missing, () -> name + " takes writes: " + this);
  }

  private void tell(String what) {
    trail.add(what);
  }

  private static String said(Statement statement) {
    try {
      statement.work.run();
      return "done";
    } catch (ApplicationFailure refused) {
      return refused.getType();
    } catch (IllegalStateException waitedInVain) {
      return String.valueOf(waitedInVain.getMessage());
    }
  }

  @Override
  public String toString() {
    return String.join("\n  ", trail);
  }

  @Override
  public void close() throws SQLException {
    legacy.close();
    target.close();
    data.close();
  }

  private record Statement(String what, Runnable work) {}

  /** A run, which has taken its epoch. A rollback repeats what fails, a cutover gives up. */
  private final class Procedure {

    private final String name;
    private final boolean repeats;
    private final Conductor conductor;
    private int at;

    Procedure(String name, boolean repeats) {
      this.name = name;
      this.repeats = repeats;
      long epoch = data.fence.observe(data.legacy).epoch();
      this.conductor =
          new Conductor(
              "oms", "rehearsal", name, data.fence.takeEpoch(data.legacy, name, epoch, true));
      tell(name + " takes epoch " + conductor.epoch());
    }

    /** Makes the next step; false where the run has ended. */
    boolean next(List<Procedures.Step> steps) {
      Procedures.Step step = steps.get(at);
      Statement statement =
          new Statement(step.what() + " by " + name, () -> step.move().by(data, conductor));
      issued.add(statement);
      String said = said(statement);
      tell(statement.what() + ": " + said);
      if (said.equals("done")) {
        at++;
      } else if (!repeats || said.equals("STALE_EPOCH")) {
        return false;
      }
      return at < steps.size();
    }
  }
}
