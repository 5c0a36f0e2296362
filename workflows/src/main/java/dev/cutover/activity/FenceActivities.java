package dev.cutover.activity;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;

/**
 * The fence of each database. Every move is one compare-and-set on state and epoch and fails with
 * {@link FailureType#STALE_EPOCH} where a newer run has taken over; each is idempotent. Where a
 * transaction holds up the row it fails with DRAIN_TIMEOUT for now, naming whose it is.
 */
@ActivityInterface(namePrefix = "Fence")
public interface FenceActivities {

  FenceRow observe(Database database);

  /**
   * Takes the legacy row's epoch, {@code expected} → {@code expected + 1}; the one arbiter between
   * runs. Repeated by the same attempt it returns the epoch already taken.
   *
   * @param evenIfCompleted whether a completed cutover may be overtaken, which only a person
   *     decides; else it fails with COMPLETED
   */
  long takeEpoch(Database legacy, String attempt, long expected, boolean evenIfCompleted);

  /** Raises the target row to the conductor's epoch. */
  FenceRow raise(Conductor conductor, Database target);

  /** OPEN → FROZEN with a lease. A freeze whose lease ran out begins anew: legacy took writes. */
  FenceRow freeze(Conductor conductor, Database legacy, Duration lease);

  /**
   * Renews the lease at once and every third of it, for as long as it is asked for or until
   * cancelled; heartbeats. Fails with LEASE_EXPIRED once it ran out: it is never renewed after
   * that.
   *
   * @return whether legacy is still frozen, so that somebody has to go on renewing
   */
  boolean keepLease(Conductor conductor, Database legacy, Duration lease, Duration asked);

  /**
   * Waits for transactions that passed the fence before the freeze, and proves with the business
   * account that every table which has a row refuses a write. Fails with DRAIN_TIMEOUT, naming who
   * stayed open, LEASE_EXPIRED or FENCE_OPEN.
   */
  FreezeProof proveFrozen(Conductor conductor, Database legacy, Duration drain);

  /**
   * Ends the sessions whose transactions are open behind a move that waited for them in vain. Their
   * transactions are rolled back, so no order that was acknowledged is lost.
   *
   * @return who they were
   */
  List<String> endSessions(Conductor conductor, Database database);

  /**
   * FROZEN → SWITCHED with an unexpired lease, drains, and makes sure that the journal is empty.
   * Fails with LEASE_EXPIRED, JOURNAL_NOT_EMPTY or DRAIN_TIMEOUT, naming who stayed open.
   */
  FenceRow switchLegacy(Conductor conductor, Database legacy, Duration drain);

  FenceRow openTarget(Conductor conductor, Database target);

  /** Raises the target to the conductor's epoch, OPEN → CLOSED, and drains what is still open. */
  FenceRow closeTarget(Conductor conductor, Database target, Duration drain);

  /** Legacy SWITCHED → COMPLETED, the end of the cutover. */
  FenceRow complete(Conductor conductor, Database legacy);

  /** Legacy → OPEN from wherever it stands. */
  FenceRow openLegacy(Conductor conductor, Database legacy);

  /**
   * What a freeze was proven by.
   *
   * @param tables how many tables refused a write
   * @param refusal the database's own words to it
   */
  record FreezeProof(int tables, String refusal) {}
}
