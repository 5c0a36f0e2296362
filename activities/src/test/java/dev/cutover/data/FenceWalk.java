package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FenceState;
import dev.cutover.plan.Side;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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

  /** Whoever waits for a writer here waits in vain: one thing happens at a time. */
  private static final Duration DRAIN = Duration.ofMillis(200);

  private static final List<Step> CUTOVER =
      List.of(
          new Step("raise the target", (walk, by) -> walk.data.fence.raise(by, walk.data.target)),
          new Step(
              "freeze",
              (walk, by) -> walk.data.fence.freeze(by, walk.data.legacy, TwoDatabases.HOUR)),
          new Step(
              "prove frozen",
              (walk, by) -> walk.data.fence.proveFrozen(by, walk.data.legacy, DRAIN)),
          new Step(
              "last delta",
              (walk, by) ->
                  walk.data.sync.delta(by, walk.data.both, Side.LEGACY, TwoDatabases.TABLES, 10)),
          new Step(
              "switch legacy",
              (walk, by) -> walk.data.fence.switchLegacy(by, walk.data.legacy, DRAIN)),
          new Step(
              "open the target", (walk, by) -> walk.data.fence.openTarget(by, walk.data.target)),
          new Step("complete", (walk, by) -> walk.data.fence.complete(by, walk.data.legacy)));

  private static final List<Step> ROLLBACK =
      List.of(
          new Step(
              "close the target",
              (walk, by) -> walk.data.fence.closeTarget(by, walk.data.target, DRAIN)),
          new Step(
              "carry back",
              (walk, by) -> walk.data.sync.carryBack(by, walk.data.both, TwoDatabases.TABLES)),
          new Step("open legacy", (walk, by) -> walk.data.fence.openLegacy(by, walk.data.legacy)));

  private final TwoDatabases data = new TwoDatabases();
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

  FenceWalk(long seed) throws SQLException {
    random = new Random(seed);
    data.orders(3);
    data.copyAll();
    accepted.addAll(List.of(1L, 2L, 3L));
    legacy = new Business(data.legacy, "OMS.ORDERS");
    target = new Business(data.target, "orders");
  }

  /** Something happens, and nothing that must not. */
  void step() throws SQLException {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> (random.nextBoolean() ? legacy : target).write();
      case 3 -> (random.nextBoolean() ? legacy : target).begin();
      case 4, 5 -> (random.nextBoolean() ? legacy : target).end();
      case 6 -> disturb();
      case 7, 8 -> late();
      case 9, 10, 11 -> rollBack();
      default -> cutOver();
    }
    check();
  }

  /** Seldom enough that a cutover comes to its end now and then. */
  private void disturb() throws SQLException {
    if (random.nextBoolean()) {
      giveUp();
    } else if (data.fence.observe(data.legacy).state() == FenceState.FROZEN) {
      tell("the lease runs out");
      data.letTheLeaseRunOut();
    }
  }

  /** A process is gone; what it sent last may still arrive. */
  private void giveUp() {
    if (random.nextBoolean()) {
      cutover = null;
      tell("the cutover is given up");
    } else {
      rollback = null;
      tell("the rollback is given up");
    }
  }

  private void late() {
    // While a writer holds the target's fence each move of it would wait for its end, and time out.
    if (!issued.isEmpty() && !target.isBusy()) {
      Statement statement = issued.get(random.nextInt(issued.size()));
      tell("late: " + statement.what + " " + said(statement));
    }
  }

  private void cutOver() {
    Procedure now = cutover;
    if (now == null) {
      if (data.fence.observe(data.legacy).state() != FenceState.OPEN) {
        return;
      }
      now = new Procedure("cutover " + ++attempts, false);
      cutover = now;
    }
    if (!now.next(CUTOVER)) {
      cutover = null;
    }
  }

  private void rollBack() {
    Procedure now = rollback;
    if (now == null) {
      boolean early = cutover != null && random.nextInt(4) > 0;
      if (early || data.fence.observe(data.legacy).state() == FenceState.OPEN) {
        return;
      }
      now = new Procedure("rollback " + ++attempts, true);
      rollback = now;
    }
    if (!now.next(ROLLBACK)) {
      rollback = null;
    }
  }

  /** Whatever stands where, a rollback that is tried again ends with legacy open and whole. */
  void rollBackToTheEnd() throws SQLException {
    legacy.end();
    target.end();
    Procedure last = new Procedure("the last rollback", true);
    while (last.next(ROLLBACK)) {
      check();
    }
    assertTrue(legacy.isWritable(), this::toString);
    assertEquals(accepted, legacy.orders(), this::toString);
  }

  private void check() throws SQLException {
    boolean onLegacy = legacy.isWritable();
    boolean onTarget = target.isWritable();
    assertTrue(!onLegacy || !onTarget, () -> "both sides take writes: " + this);
    for (Business side : List.of(legacy, target)) {
      if (side == legacy ? onLegacy : onTarget) {
        Set<Long> missing = new TreeSet<>(accepted);
        missing.removeAll(side.orders());
        assertEquals(Set.of(), missing, () -> side.database.side() + " takes writes: " + this);
      }
    }
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

  /** What a run sends. */
  private interface Move {
    void by(FenceWalk walk, Conductor conductor);
  }

  private record Step(String what, Move move) {}

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
    boolean next(List<Step> steps) {
      Step step = steps.get(at);
      Statement statement =
          new Statement(
              step.what() + " by " + name, () -> step.move().by(FenceWalk.this, conductor));
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

  /** The business on one side: writes at once, one transaction that stays open, and a probe. */
  private final class Business implements AutoCloseable {

    private final Database database;
    private final String table;
    private final Connection atOnce;
    private final Connection slow;
    private long pending;

    Business(Database database, String table) throws SQLException {
      this.database = database;
      this.table = table;
      this.atOnce = data.connections.openAsBusiness(database.endpoint());
      this.slow = data.connections.openAsBusiness(database.endpoint());
      atOnce.setAutoCommit(false);
      slow.setAutoCommit(false);
    }

    void write() throws SQLException {
      long order = ++orders;
      if (insert(atOnce, order)) {
        atOnce.commit();
        accepted.add(order);
        tell(database.side() + " takes order " + order);
      }
    }

    void begin() throws SQLException {
      if (pending == 0 && insert(slow, ++orders)) {
        pending = orders;
        tell(database.side() + " is given order " + pending);
      }
    }

    void end() throws SQLException {
      if (pending > 0) {
        slow.commit();
        accepted.add(pending);
        tell(database.side() + " takes order " + pending + ", given before");
        pending = 0;
      }
    }

    boolean isBusy() {
      return pending > 0;
    }

    boolean isWritable() throws SQLException {
      boolean writable = insert(atOnce, -1);
      atOnce.rollback();
      return writable;
    }

    private boolean insert(Connection connection, long order) throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + table + " (order_id) VALUES (?)")) {
        insert.setLong(1, order);
        insert.executeUpdate();
        return true;
      } catch (SQLException refused) {
        connection.rollback();
        assertTrue(
            String.valueOf(refused.getMessage()).contains("closed to the business"),
            refused.getMessage());
        return false;
      }
    }

    Set<Long> orders() throws SQLException {
      Set<Long> there = new TreeSet<>();
      try (PreparedStatement select = atOnce.prepareStatement("SELECT order_id FROM " + table);
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          there.add(rows.getLong(1));
        }
      }
      atOnce.rollback();
      return there;
    }

    @Override
    public void close() throws SQLException {
      atOnce.close();
      slow.close();
    }
  }
}
