package dev.cutover.workflow;

import dev.cutover.activity.Conductor;
import dev.cutover.plan.Side;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Legacy's lease, which a run asks for again and again, so that it ends with the run: a worker that
 * is cut off from it would keep legacy closed for nobody.
 */
final class LegacyLease {

  /** A lease lives on by itself no longer than this after the run has stopped asking for it. */
  private static final Duration ASKED_FOR = Duration.ofMinutes(2);

  private final BoundPlan bound;
  private final Sites sites;
  private final Consumer<String> lost;
  private @Nullable CancellationScope scope;
  private boolean kept;

  /**
   * @param lost is told why there is none any more
   */
  LegacyLease(BoundPlan bound, Sites sites, Consumer<String> lost) {
    this.bound = bound;
    this.sites = sites;
    this.lost = lost;
  }

  /** Returns at once; legacy stays closed until {@code end} at the latest. */
  void keep(Conductor conductor, Instant end) {
    kept = true;
    scope =
        Workflow.newCancellationScope(
            () -> Async.procedure(this::ask, conductor, end).exceptionally(this::gone));
    scope.run();
  }

  private void ask(Conductor conductor, Instant end) {
    boolean frozen = true;
    while (frozen && StepLog.now().isBefore(end)) {
      Duration left = Duration.between(StepLog.now(), end);
      frozen =
          sites
              .lease("keep legacy's lease")
              .keepLease(
                  conductor,
                  bound.database(Side.LEGACY),
                  bound.plan().levers().fence().lease(),
                  left.compareTo(ASKED_FOR) < 0 ? left : ASKED_FOR);
    }
  }

  private @Nullable Void gone(Throwable failure) {
    if (scope != null && !scope.isCancelRequested()) {
      lost.accept("legacy's lease was lost: " + Failures.inWords(failure));
    }
    return null;
  }

  /** Legacy is SWITCHED: no lease counts any more. */
  void end() {
    kept = false;
    if (scope != null) {
      scope.cancel();
    }
  }

  /** Whether the next history has to go on asking. */
  boolean isKept() {
    return kept;
  }
}
