package dev.cutover.workflow;

import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
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
  void begin(Supplier<Promise<T>> activity) {
    Workflow.await(() -> begun.stream().filter(shard -> !shard.isCompleted()).count() < most);
    // One that has failed ends all of them now, not after the rest has been worked through.
    begun.stream().filter(Promise::isCompleted).forEach(Promise::get);
    begun.add(activity.get());
  }

  /** What all of them returned, in the order in which they were begun. */
  List<T> results() {
    return begun.stream().map(Promise::get).toList();
  }
}
