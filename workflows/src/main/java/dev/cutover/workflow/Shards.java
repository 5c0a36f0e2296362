package dev.cutover.workflow;

import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Activities at the same time, but never more than the plan allows the databases to be given. */
final class Shards<T> {

  private final int most;
  private final List<Promise<T>> begun = new ArrayList<>();

  Shards(int most) {
    this.most = most;
  }

  /** Begins one more as soon as there is room for it. */
  Promise<T> begin(Supplier<Promise<T>> activity) {
    Workflow.await(this::hasRoom);
    // One that has failed ends all of them now, not after the rest has been worked through.
    begun.stream().filter(Promise::isCompleted).forEach(Promise::get);
    Promise<T> one = activity.get();
    begun.add(one);
    return one;
  }

  /** Waits until there is room for one more; false if that was not before an instant. */
  boolean awaitRoom(Instant end) {
    Workflow.await(this::hasRoom);
    return StepLog.now().isBefore(end);
  }

  private boolean hasRoom() {
    return begun.stream().filter(shard -> !shard.isCompleted()).count() < most;
  }

  /** What all of them returned, in the order in which they were begun. */
  List<T> results() {
    return begun.stream().map(Promise::get).toList();
  }
}
