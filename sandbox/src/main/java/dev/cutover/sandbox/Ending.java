package dev.cutover.sandbox;

import dev.cutover.starter.Follow;
import dev.cutover.starter.TemporalClient;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.WorkflowIds;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for the end of a run that is in trouble, and helps where it waits for a person. */
final class Ending {

  private static final long PAUSE_MILLIS = 2_000;
  private static final int MOST_REPAIRS = 10;

  private final Follow follow;
  private final WorkflowIds ids;
  private final Runnable repair;
  private final Supplier<Instant> lastSign;
  private final int limitSeconds;
  private volatile boolean parked;

  /**
   * @param lastSign when the run was last seen to do anything
   * @param limitSeconds that it may stand still: how long all of it takes is the machine's affair
   */
  Ending(
      Follow follow,
      WorkflowIds ids,
      Runnable repair,
      Supplier<Instant> lastSign,
      int limitSeconds) {
    this.follow = follow;
    this.ids = ids;
    this.repair = repair;
    this.lastSign = lastSign;
    this.limitSeconds = limitSeconds;
  }

  /** Whether the rollback waited for a person. */
  boolean parked() {
    return parked;
  }

  /**
   * @throws IllegalStateException if the run stands still for longer than it may
   */
  RunStatus reached() {
    CompletableFuture<RunStatus> end = CompletableFuture.supplyAsync(this::repaired);
    try {
      while (true) {
        try {
          return end.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          if (lastSign.get().plusSeconds(limitSeconds).isBefore(Instant.now())) {
            throw new IllegalStateException(
                "the run stood still for " + limitSeconds + " s", notYet);
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the run can't be followed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private RunStatus repaired() {
    RunStatus end = followed();
    for (int i = 0; i < MOST_REPAIRS && end.outcome() == Outcome.PARKED; i++) {
      parked = true;
      repair.run();
      Pause.millis(PAUSE_MILLIS);
      end = followed();
    }
    return end;
  }

  /** Temporal and the worker may be away for a while: that is what is tried here. */
  private RunStatus followed() {
    while (true) {
      try {
        return follow.toItsEnd(ids.cutover());
      } catch (TemporalClient.OutOfReach | StatusRuntimeException away) {
        Pause.millis(PAUSE_MILLIS);
      } catch (IllegalStateException endedFromOutside) {
        return rollback();
      }
    }
  }

  /** Whoever ended the cutover from outside may not have begun it yet. */
  private RunStatus rollback() {
    while (true) {
      try {
        return follow.toItsEnd(ids.rollback());
      } catch (TemporalClient.OutOfReach | StatusRuntimeException | IllegalStateException notYet) {
        Pause.millis(PAUSE_MILLIS);
      }
    }
  }
}
