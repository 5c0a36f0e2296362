package dev.cutover.workflow;

import dev.cutover.activity.ApplicationActivities;
import dev.cutover.activity.BatchActivities;
import dev.cutover.activity.CalendarActivities;
import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.DnsActivities;
import dev.cutover.activity.ErpActivities;
import dev.cutover.activity.EvidenceActivities;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.activity.NotificationActivities;
import dev.cutover.activity.SchemaActivities;
import dev.cutover.activity.SyncActivities;
import dev.cutover.plan.Side;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Activity stubs on the site that can do the work. Each call has a summary, so that the timeline
 * reads like the plan. A cancelled call is not waited for: a hung activity must not hold up a
 * rollback. What it may still do later the epoch refuses; where a lever knows no epoch, the fence
 * of its side is closed.
 */
record Sites(TaskQueues queues, boolean patient) {

  private static final Duration HEARTBEAT = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofHours(12);
  private static final Duration SHORT = Duration.ofSeconds(30);

  /** A queue that nobody polls is a failure that people hear of, not a silence. */
  private static final Duration NOBODY_THERE = Duration.ofMinutes(2);

  private static final Duration GLANCE = Duration.ofSeconds(20);

  Sites(TaskQueues queues) {
    this(queues, true);
  }

  /** For a look at what may well be out of reach, and which then says so soon. */
  Sites atAGlance() {
    return new Sites(queues, false);
  }

  FenceActivities fence(Side side, String summary) {
    return Workflow.newActivityStub(FenceActivities.class, brief(queues.of(side), summary));
  }

  /** For moves that wait for open transactions, or for the whole night. */
  FenceActivities fenceFor(Side side, Duration limit, String summary) {
    ActivityOptions options =
        lasting(queues.of(side), summary).toBuilder().setStartToCloseTimeout(limit).build();
    return Workflow.newActivityStub(FenceActivities.class, options);
  }

  FenceActivities lease(String summary) {
    return Workflow.newActivityStub(
        FenceActivities.class, lasting(queues.of(Side.LEGACY), summary));
  }

  /** For shards, which wait their turn where workers are busy: no sign that there is none. */
  SyncActivities copying(String summary) {
    return Workflow.newActivityStub(SyncActivities.class, queued(summary));
  }

  /** Somebody waits for the answer. */
  SyncActivities throttling(String summary) {
    return Workflow.newActivityStub(SyncActivities.class, brief(queues.of(Side.LEGACY), summary));
  }

  ComparisonActivities comparing(String summary) {
    return Workflow.newActivityStub(ComparisonActivities.class, queued(summary));
  }

  private ActivityOptions queued(String summary) {
    return lasting(queues.shards(), summary).toBuilder().setScheduleToStartTimeout(LONG).build();
  }

  SyncActivities sync(String summary) {
    return Workflow.newActivityStub(SyncActivities.class, lasting(queues.of(Side.LEGACY), summary));
  }

  ComparisonActivities comparison(String summary) {
    return Workflow.newActivityStub(
        ComparisonActivities.class, lasting(queues.of(Side.LEGACY), summary));
  }

  SchemaActivities schema(String summary) {
    return Workflow.newActivityStub(
        SchemaActivities.class, lasting(queues.of(Side.LEGACY), summary));
  }

  BatchActivities batch(Side side, String summary) {
    return Workflow.newActivityStub(BatchActivities.class, lasting(queues.of(side), summary));
  }

  ApplicationActivities application(Side side, String summary) {
    return Workflow.newActivityStub(ApplicationActivities.class, brief(queues.of(side), summary));
  }

  /** For probes, each of which may wait for an answer that never comes. */
  ApplicationActivities probes(Side side, String summary) {
    return Workflow.newActivityStub(ApplicationActivities.class, lasting(queues.of(side), summary));
  }

  DnsActivities dns(String summary) {
    return Workflow.newActivityStub(DnsActivities.class, lasting(queues.control(), summary));
  }

  ErpActivities erp(Side side, String summary) {
    return Workflow.newActivityStub(ErpActivities.class, lasting(queues.of(side), summary));
  }

  /** Beside the procedures, so that people are heard whatever happens to either side. */
  DecisionActivities decision(String summary) {
    return Workflow.newActivityStub(DecisionActivities.class, brief(queues.control(), summary));
  }

  EvidenceActivities evidence(String summary) {
    return Workflow.newActivityStub(EvidenceActivities.class, brief(queues.control(), summary));
  }

  LedgerActivities ledger(String summary) {
    return Workflow.newActivityStub(LedgerActivities.class, brief(queues.of(Side.LEGACY), summary));
  }

  NotificationActivities notification(String summary) {
    return Workflow.newActivityStub(NotificationActivities.class, brief(queues.control(), summary));
  }

  CalendarActivities calendar(String summary) {
    return Workflow.newActivityStub(CalendarActivities.class, brief(queues.control(), summary));
  }

  private ActivityOptions brief(String queue, String summary) {
    RetryOptions retry =
        RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(500))
            .setMaximumInterval(Duration.ofSeconds(10))
            .setMaximumAttempts(patient ? 8 : 2)
            .build();
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setScheduleToStartTimeout(patient ? NOBODY_THERE : GLANCE)
        .setStartToCloseTimeout(SHORT)
        .setRetryOptions(retry)
        .setCancellationType(ActivityCancellationType.TRY_CANCEL)
        .setSummary(summary)
        .build();
  }

  private ActivityOptions lasting(String queue, String summary) {
    return brief(queue, summary).toBuilder()
        .setStartToCloseTimeout(LONG)
        .setHeartbeatTimeout(HEARTBEAT)
        .build();
  }
}
