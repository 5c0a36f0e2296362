package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.sandbox.ShardActivities.Attempt;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Workers that take one shard at a time each, and one of which can be killed over it. */
final class Crew {

  private static final long PATIENCE_SECONDS = 120;

  private final ServedWorld served;
  private final int size;
  private final List<Process> workers = new ArrayList<>();

  Crew(ServedWorld served, int size) {
    this.served = served;
    this.size = size;
  }

  /** Replaces who is missing, and returns once all of them ask for shards. */
  void fill() throws Exception {
    while (workers.size() < size) {
      workers.add(served.worker("--cutover.shards=1"));
    }
    until(() -> Optional.of(asking()).filter(who -> workers.stream().allMatch(isAmong(who))));
  }

  private List<String> asking() {
    return served
        .client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(served.client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(served.queues.shards()))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .build())
        .getPollersList()
        .stream()
        .map(PollerInfo::getIdentity)
        .toList();
  }

  private static Predicate<Process> isAmong(List<String> identities) {
    return worker -> identities.stream().anyMatch(identity -> isOf(worker, identity));
  }

  private static boolean isOf(Process worker, String identity) {
    return identity.startsWith(worker.pid() + "@");
  }

  /** Kills the first worker that is seen midway in a shard. */
  Kill kill(ShardActivities activities, WriteLog log, Midway midway) throws Exception {
    return until(
        () -> {
          for (Attempt attempt : activities.inHand()) {
            Optional<Kill> kill =
                midway.isIn(attempt) ? kill(attempt, activities, log, midway) : Optional.empty();
            if (kill.isPresent()) {
              return kill;
            }
          }
          return Optional.empty();
        });
  }

  /** It may have got through meanwhile: only one that stands still can be looked at in peace. */
  private Optional<Kill> kill(
      Attempt attempt, ShardActivities activities, WriteLog log, Midway midway) throws Exception {
    Process worker =
        workers.stream().filter(one -> isOf(one, attempt.worker())).findFirst().orElseThrow();
    signal("STOP", worker);
    if (!activities.inHand().contains(attempt) || !midway.isIn(attempt)) {
      signal("CONT", worker);
      return Optional.empty();
    }
    Kill kill = new Kill(log.now(), attempt);
    signal("KILL", worker);
    worker.waitFor();
    workers.remove(worker);
    return Optional.of(kill);
  }

  private static void signal(String name, Process worker) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(worker.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  private static <T> T until(Callable<Optional<T>> look) throws Exception {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Optional<T> seen = look.call();
    while (seen.isEmpty()) {
      assertTrue(System.nanoTime() - patience < 0, "the moment never came");
      TimeUnit.MILLISECONDS.sleep(10);
      seen = look.call();
    }
    return seen.get();
  }

  /** Whether an attempt is neither at its start nor through. */
  interface Midway {
    boolean isIn(Attempt attempt) throws SQLException;
  }

  /**
   * @param at by the target's clock
   * @param lost what the worker had in hand
   */
  record Kill(LocalDateTime at, Attempt lost) {

    /** The heartbeat's timeout is lost; as much again is for a busy machine. */
    void assertGoneOn(String what, LocalDateTime then) {
      Duration seconds = Duration.between(at, then);
      System.out.printf(
          "%s: %s went on elsewhere %.1f s after the kill, its heartbeat may stay away %d s%n",
          what, lost.shard(), seconds.toMillis() / 1000.0, lost.heartbeat().toSeconds());
      assertFalse(seconds.isNegative(), seconds::toString);
      assertTrue(seconds.compareTo(lost.heartbeat().multipliedBy(2)) < 0, seconds::toString);
    }

    /** It was attempted once more, by another worker, and no other shard was. */
    void assertNothingElseWasLost(List<Attempt> ended) {
      for (Attempt attempt : ended) {
        boolean again = attempt.shard().equals(lost.shard());
        assertEquals(again ? lost.number() + 1 : 1, attempt.number(), attempt::toString);
        assertFalse(again && attempt.worker().equals(lost.worker()), attempt::toString);
      }
    }
  }
}
