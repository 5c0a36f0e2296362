package dev.cutover.activity;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.time.Instant;

/**
 * The fence of each database. Every move is one compare-and-set on state and epoch and fails with
 * {@link FailureType#STALE_EPOCH} where a newer run has taken over; each is idempotent.
 */
@ActivityInterface(namePrefix = "Fence")
public interface FenceActivities {

  FenceRow observe(Database database);

  /**
   * Takes the legacy row's epoch, {@code expected} → {@code expected + 1}; the one arbiter between
   * runs. Repeated by the same attempt it returns the epoch already taken.
   */
  long takeEpoch(Database legacy, String attempt, long expected);

  /** Raises the target row to the conductor's epoch. */
  FenceRow raise(Conductor conductor, Database target);

  /**
   * OPEN → FROZEN with a lease, drains open transactions, and proves with a business account that a
   * write is refused. Fails with DRAIN_TIMEOUT (legacy reopened) or FENCE_OPEN.
   */
  FreezeProof freeze(Conductor conductor, Database legacy, Duration lease, Duration drain);

  /**
   * Renews the lease every third of it until cancelled or the deadline; heartbeats. Fails with
   * LEASE_EXPIRED once it ran out: it is never renewed after that.
   */
  void keepLease(Conductor conductor, Database legacy, Duration lease, Instant deadline);

  /**
   * FROZEN → SWITCHED with an unexpired lease, drains, and makes sure that the journal is empty.
   * Fails with LEASE_EXPIRED or JOURNAL_NOT_EMPTY.
   */
  FenceRow switchLegacy(Conductor conductor, Database legacy, Duration drain);

  FenceRow openTarget(Conductor conductor, Database target);

  /** Target OPEN → CLOSED and drains what is still open there. */
  FenceRow closeTarget(Conductor conductor, Database target, Duration drain);

  /** Legacy SWITCHED → COMPLETED, the end of the cutover. */
  FenceRow complete(Conductor conductor, Database legacy);

  /** Legacy → OPEN from wherever it stands. */
  FenceRow openLegacy(Conductor conductor, Database legacy);

  /**
   * What a freeze was proven by.
   *
   * @param refusal the database's own words to the refused write
   */
  record FreezeProof(FenceRow row, String refusal) {}
}
