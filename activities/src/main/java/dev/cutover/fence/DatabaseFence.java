package dev.cutover.fence;

import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.FenceRow;
import dev.cutover.activity.FenceState;
import dev.cutover.activity.Progress;
import dev.cutover.database.Again;
import dev.cutover.database.Complaint;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.Heartbeat;
import dev.cutover.database.LockWait;
import dev.cutover.database.Statements;
import dev.cutover.database.Transaction;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves the fences. Each move is one update that names the state and the epoch it starts from;
 * where it changes nothing the row is read again, and either stands where it should or the move is
 * refused.
 */
public final class DatabaseFence implements FenceActivities {

  /** Where nobody beats meanwhile. */
  private static final Duration MOVE_LOCK = Duration.ofSeconds(LockWait.USUAL);

  private final Connections connections;
  private final Drain drain;
  private final WriteProof proof;
  private final Heartbeat heartbeat;

  public DatabaseFence(Connections connections) {
    this(connections, Heartbeat.ofActivity());
  }

  public DatabaseFence(Connections connections, Heartbeat heartbeat) {
    this.connections = connections;
    this.drain = new Drain(connections, heartbeat);
    this.proof = new WriteProof(connections);
    this.heartbeat = heartbeat;
  }

  @Override
  public FenceRow observe(Database database) {
    return inTransaction(database, MOVE_LOCK, (fence, connection) -> fence.read());
  }

  @Override
  public long takeEpoch(Database legacy, String attempt, long expected, boolean evenIfCompleted) {
    return locked(
        legacy,
        MOVE_LOCK,
        (fence, connection) -> {
          FenceRow row = fence.read();
          if (row.attempt().equals(attempt)) {
            return row.epoch();
          }
          if (row.state() == FenceState.COMPLETED && !evenIfCompleted) {
            throw FailureType.COMPLETED.because(
                "the cutover is complete: only a person orders it back");
          }
          if (!fence.take(attempt, expected)) {
            throw FailureType.STALE_EPOCH.because(
                "legacy's epoch is "
                    + row.epoch()
                    + ", not "
                    + expected
                    + ": another run has taken it");
          }
          return expected + 1;
        });
  }

  @Override
  public FenceRow raise(Conductor conductor, Database target) {
    return locked(
        target,
        MOVE_LOCK,
        (fence, connection) -> {
          if (!fence.raise(conductor.attempt(), conductor.epoch())) {
            throw stale(fence.read(), conductor);
          }
          return fence.read();
        });
  }

  @Override
  public FenceRow freeze(Conductor conductor, Database legacy, Duration lease) {
    return locked(
        legacy,
        aThird(lease),
        (fence, connection) -> {
          FenceRow before = fence.read();
          if (before.state() == FenceState.FROZEN && before.writable()) {
            fence.move(FenceState.FROZEN, FenceState.OPEN, conductor.epoch());
          }
          return fence.freeze(conductor.epoch(), lease.toMillis())
              ? fence.read()
              : standing(fence, FenceState.FROZEN, conductor);
        });
  }

  /** Whether it waited in vain for writers, where a move waits for them. */
  private boolean isHeldUp(IllegalStateException e, Database database) {
    return connections.dialect(database.endpoint()).flipWaitsForWriters()
        && e.getCause() instanceof SQLException cause
        && Complaint.of(cause).kind() == Complaint.Kind.LOCKED;
  }

  private String heldUp(Database database) {
    String who = drain.now(database);
    return "transactions stayed open on "
        + database.endpoint()
        + (who.isEmpty() ? ", whose is not to be seen" : ": " + who);
  }

  @Override
  public FreezeProof proveFrozen(Conductor conductor, Database legacy, Duration drainLimit) {
    String stillOpen = drain.waitFor(legacy, drainLimit);
    if (!stillOpen.isEmpty()) {
      throw FailureType.DRAIN_TIMEOUT.because("transactions stayed open on legacy: " + stillOpen);
    }
    FreezeProof proven = proof.refusal(legacy);
    FenceRow row = observe(legacy);
    if (row.epoch() != conductor.epoch()) {
      throw stale(row, conductor);
    }
    if (row.state() != FenceState.FROZEN || row.writable()) {
      throw FailureType.LEASE_EXPIRED.because("the lease ran out: legacy takes writes again");
    }
    return proven;
  }

  @Override
  public List<String> endSessions(Conductor conductor, Database database) {
    FenceRow row = observe(database);
    if (row.epoch() > conductor.epoch()) {
      throw stale(row, conductor);
    }
    return drain.end(database);
  }

  @Override
  public boolean keepLease(Conductor conductor, Database legacy, Duration lease, Duration asked) {
    // Measured here: this machine's clock need not agree with Temporal's.
    long begun = System.nanoTime();
    while (renew(conductor, legacy, lease)) {
      Duration left = asked.minusNanos(System.nanoTime() - begun);
      if (left.isNegative() || left.isZero()) {
        return true;
      }
      Duration pause = lease.dividedBy(3);
      rest(left.compareTo(pause) < 0 ? left : pause);
    }
    return false;
  }

  /** False where nothing is left to renew, because legacy has been switched. */
  private boolean renew(Conductor conductor, Database legacy, Duration lease) {
    return locked(
        legacy,
        aThird(lease),
        (fence, connection) -> {
          FenceRow row = fence.read();
          if (row.state() == FenceState.SWITCHED || row.state() == FenceState.COMPLETED) {
            return false;
          }
          if (fence.renew(conductor.epoch(), lease.toMillis())) {
            return true;
          }
          throw row.epoch() == conductor.epoch()
              ? FailureType.LEASE_EXPIRED.because("the lease ran out: legacy takes writes again")
              : stale(row, conductor);
        });
  }

  /** Beats every second, so that a lost worker and a cancelled call are both seen at once. */
  private void rest(Duration pause) {
    for (long second = 0; second < Math.max(1, pause.toSeconds()); second++) {
      heartbeat.beat(new Progress("lease", second, pause.toSeconds()));
      Pause.seconds(1);
    }
  }

  @Override
  public FenceRow switchLegacy(Conductor conductor, Database legacy, Duration drainLimit) {
    FenceRow row = switched(conductor, legacy, System.nanoTime() + drainLimit.toNanos());
    String stillOpen = drain.waitFor(legacy, drainLimit);
    if (!stillOpen.isEmpty()) {
      throw FailureType.DRAIN_TIMEOUT.because("transactions stayed open on legacy: " + stillOpen);
    }
    long waiting = journalRows(legacy);
    if (waiting > 0) {
      throw FailureType.JOURNAL_NOT_EMPTY.because(
          "legacy took " + waiting + " writes after the final delta");
    }
    return row;
  }

  /** Whoever was refused and keeps its transaction open is waited for as open writers are. */
  private FenceRow switched(Conductor conductor, Database legacy, long until) {
    while (true) {
      try {
        return switchedNow(conductor, legacy);
      } catch (ApplicationFailure e) {
        if (!FailureType.DRAIN_TIMEOUT.matches(e)) {
          throw e;
        }
        if (System.nanoTime() - until >= 0) {
          throw FailureType.DRAIN_TIMEOUT.because(e.getOriginalMessage());
        }
        heartbeat.beat(new Progress("the fence is locked", 0, 0));
      }
    }
  }

  private FenceRow switchedNow(Conductor conductor, Database legacy) {
    return locked(
        legacy,
        MOVE_LOCK,
        (fence, connection) -> {
          FenceRow before = fence.read();
          if (fence.switchOver(conductor.epoch())) {
            return fence.read();
          }
          if (before.state() == FenceState.FROZEN && before.epoch() == conductor.epoch()) {
            throw FailureType.LEASE_EXPIRED.because(
                "the lease ran out before SWITCHED: legacy may have taken writes");
          }
          return standing(fence, FenceState.SWITCHED, conductor);
        });
  }

  @Override
  public FenceRow openTarget(Conductor conductor, Database target) {
    return move(conductor, target, MOVE_LOCK, FenceState.OPEN, FenceState.CLOSED);
  }

  @Override
  public FenceRow closeTarget(Conductor conductor, Database target, Duration drainLimit) {
    FenceRow row = closed(conductor, target, drainLimit);
    String stillOpen = drain.waitFor(target, drainLimit);
    if (!stillOpen.isEmpty()) {
      throw FailureType.DRAIN_TIMEOUT.because(
          "transactions stayed open on the target: " + stillOpen);
    }
    return row;
  }

  /** Where the fence's move waits for open writers, it waits for as long as they may be drained. */
  private FenceRow closed(Conductor conductor, Database target, Duration wait) {
    try {
      return Statements.run(
          "fence of " + target.endpoint(),
          () ->
              heartbeat.during(
                  new Progress("close the target", 0, 0),
                  () -> raisedAndClosed(conductor, target, wait)));
    } catch (ApplicationFailure e) {
      // It has been waited for as long as the plan allows: not again and again.
      throw FailureType.DRAIN_TIMEOUT.matches(e)
          ? FailureType.DRAIN_TIMEOUT.because(e.getOriginalMessage())
          : e;
    }
  }

  private FenceRow raisedAndClosed(Conductor conductor, Database target, Duration wait) {
    return locked(
        target,
        wait,
        (fence, connection) -> {
          if (!fence.raise(conductor.attempt(), conductor.epoch())) {
            throw stale(fence.read(), conductor);
          }
          return fence.move(FenceState.OPEN, FenceState.CLOSED, conductor.epoch())
              ? fence.read()
              : standing(fence, FenceState.CLOSED, conductor);
        });
  }

  @Override
  public FenceRow complete(Conductor conductor, Database legacy) {
    return move(conductor, legacy, MOVE_LOCK, FenceState.COMPLETED, FenceState.SWITCHED);
  }

  @Override
  public FenceRow openLegacy(Conductor conductor, Database legacy) {
    return move(
        conductor,
        legacy,
        MOVE_LOCK,
        FenceState.OPEN,
        FenceState.FROZEN,
        FenceState.SWITCHED,
        FenceState.COMPLETED);
  }

  private FenceRow move(
      Conductor conductor, Database database, Duration wait, FenceState to, FenceState... from) {
    return locked(
        database,
        wait,
        (fence, connection) -> {
          for (FenceState state : from) {
            if (fence.move(state, to, conductor.epoch())) {
              return fence.read();
            }
          }
          return standing(fence, to, conductor);
        });
  }

  private static FenceRow standing(FenceTable fence, FenceState wanted, Conductor conductor)
      throws SQLException {
    FenceRow row = fence.read();
    if (row.epoch() != conductor.epoch()) {
      throw stale(row, conductor);
    }
    if (row.state() != wanted) {
      throw FailureType.PRECONDITION.because(
          "the fence is " + row.state() + " and can't become " + wanted);
    }
    return row;
  }

  static RuntimeException stale(FenceRow row, Conductor conductor) {
    return FailureType.STALE_EPOCH.because(
        "the fence stands at epoch " + row.epoch() + ", this run has " + conductor.epoch());
  }

  private long journalRows(Database database) {
    return inTransaction(
        database,
        MOVE_LOCK,
        (fence, connection) -> {
          String journal = connections.dialect(database.endpoint()).engineTable("journal");
          try (PreparedStatement count =
                  connection.prepareStatement("SELECT COUNT(*) FROM " + journal);
              ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * A move locks the row before it reads the clock. Who holds the lock meanwhile, with a write that
   * passed the fence or that was refused and not taken back yet, is named.
   */
  private <T> T locked(Database database, Duration wait, Work<T> work) {
    try {
      return inTransaction(
          database,
          wait,
          (fence, connection) -> {
            fence.lock(seconds(wait));
            return work.in(fence, connection);
          });
    } catch (IllegalStateException e) {
      throw isHeldUp(e, database) ? FailureType.DRAIN_TIMEOUT.forNow(heldUp(database)) : e;
    }
  }

  private static Duration aThird(Duration lease) {
    Duration third = lease.dividedBy(3);
    return third.compareTo(MOVE_LOCK) < 0 ? third : MOVE_LOCK;
  }

  private static int seconds(Duration wait) {
    return (int) Math.max(1, wait.toSeconds());
  }

  /**
   * Runs in one transaction that waits for locks no longer than {@code wait}. A writer that is
   * being refused and a move may wait for each other; the database then takes one of them back, and
   * a move is made again.
   */
  private <T> T inTransaction(Database database, Duration wait, Work<T> work) {
    return Statements.run(
        "fence of " + database.endpoint(),
        () -> Again.run(wait.dividedBy(2), () -> once(database, wait, work)));
  }

  private <T> T once(Database database, Duration wait, Work<T> work) throws SQLException {
    Dialect dialect = connections.dialect(database.endpoint());
    try (Connection connection = open(database, wait)) {
      return LockWait.of(
          seconds(wait),
          connection,
          dialect,
          () -> {
            try (Transaction transaction = Transaction.begin(connection)) {
              T result = work.in(new FenceTable(dialect, connection, database), connection);
              transaction.commit();
              return result;
            }
          });
    }
  }

  /** The database has to answer within seconds, but for a lock that may be waited for longer. */
  private Connection open(Database database, Duration wait) throws SQLException {
    return wait.compareTo(MOVE_LOCK) > 0
        ? connections.openPatient(database.endpoint())
        : connections.open(database.endpoint());
  }

  private interface Work<T extends @Nullable Object> {
    T in(FenceTable fence, Connection connection) throws SQLException;
  }
}
