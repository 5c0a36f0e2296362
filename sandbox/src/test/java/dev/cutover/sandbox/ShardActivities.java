package dev.cutover.sandbox;

import dev.cutover.activity.SyncActivities;
import dev.cutover.sandbox.WriteLog.Shard;
import dev.cutover.starter.PendingActivities;
import dev.cutover.temporal.Payloads;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The activities that copy or compare a workflow's shards, as Temporal tells of them.
 *
 * @param type the activities' type; their third argument is the shard
 */
record ShardActivities(WorkflowClient client, String workflow, String type) {

  private static final int SHARD = 2;

  /** Those that a worker has in hand and has told its progress of. */
  List<Attempt> inHand() {
    Map<String, ActivityTaskScheduledEventAttributes> scheduled =
        scheduled()
            .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
            .collect(
                Collectors.toMap(
                    ActivityTaskScheduledEventAttributes::getActivityId, Function.identity()));
    return PendingActivities.of(client, workflow).stream()
        .filter(one -> one.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .filter(PendingActivityInfo::hasHeartbeatDetails)
        .flatMap(
            one ->
                Optional.ofNullable(scheduled.get(one.getActivityId()))
                    .map(of -> attempt(of, one.getAttempt(), one.getLastWorkerIdentity()))
                    .stream())
        .toList();
  }

  /** Of each that has ended the attempt that ended it. */
  List<Attempt> ended() {
    Map<Long, HistoryEvent> scheduled =
        scheduled().collect(Collectors.toMap(HistoryEvent::getEventId, Function.identity()));
    return events()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .map(HistoryEvent::getActivityTaskStartedEventAttributes)
        .flatMap(
            started ->
                Optional.ofNullable(scheduled.get(started.getScheduledEventId()))
                    .map(of -> ended(of, started))
                    .stream())
        .toList();
  }

  private static Attempt ended(HistoryEvent scheduled, ActivityTaskStartedEventAttributes started) {
    return attempt(
        scheduled.getActivityTaskScheduledEventAttributes(),
        started.getAttempt(),
        started.getIdentity());
  }

  private Stream<HistoryEvent> scheduled() {
    return events()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .filter(
            event ->
                event
                    .getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals(type));
  }

  private Stream<HistoryEvent> events() {
    return client.fetchHistory(workflow).getEvents().stream();
  }

  private static Attempt attempt(
      ActivityTaskScheduledEventAttributes scheduled, int number, String worker) {
    SyncActivities.Shard shard =
        Payloads.converter()
            .fromPayloads(
                SHARD,
                Optional.of(scheduled.getInput()),
                SyncActivities.Shard.class,
                SyncActivities.Shard.class);
    return new Attempt(
        new Shard(shard.table().name(), shard.number()),
        number,
        worker,
        Duration.ofSeconds(scheduled.getHeartbeatTimeout().getSeconds()));
  }

  /**
   * @param worker process and host
   * @param heartbeat how long its heartbeat may stay away
   */
  record Attempt(Shard shard, int number, String worker, Duration heartbeat) {}
}
