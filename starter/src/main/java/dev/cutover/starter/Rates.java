package dev.cutover.starter;

import dev.cutover.activity.Progress;
import dev.cutover.starter.RunView.Rate;
import dev.cutover.workflow.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How fast the running activities of a workflow go, from what they say in their heartbeats. */
final class Rates {

  private final WorkflowClient client;
  private final Map<String, Seen> first = new HashMap<>();

  Rates(WorkflowClient client) {
    this.client = client;
  }

  List<Rate> of(String workflowId) {
    DescribeWorkflowExecutionResponse described =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                    .build());
    return described.getPendingActivitiesList().stream()
        .map(this::progress)
        .flatMap(Optional::stream)
        .map(this::rate)
        .toList();
  }

  private Optional<Progress> progress(PendingActivityInfo activity) {
    if (!activity.hasHeartbeatDetails() || activity.getHeartbeatDetails().getPayloadsCount() == 0) {
      return Optional.empty();
    }
    Progress progress =
        Payloads.converter()
            .fromPayload(
                activity.getHeartbeatDetails().getPayloads(0), Progress.class, Progress.class);
    return Optional.ofNullable(progress).filter(known -> known.total() > 0);
  }

  private Rate rate(Progress progress) {
    Instant now = Instant.now();
    Seen start = first.computeIfAbsent(progress.what(), what -> new Seen(now, progress.done()));
    long millis = Duration.between(start.at(), now).toMillis();
    long perSecond = millis == 0 ? 0 : 1000 * (progress.done() - start.done()) / millis;
    Duration left =
        perSecond <= 0
            ? null
            : Duration.ofSeconds((progress.total() - progress.done()) / perSecond);
    return new Rate(progress.what(), progress.done(), progress.total(), perSecond, left);
  }

  private record Seen(Instant at, long done) {}
}
