package dev.cutover.starter;

import dev.cutover.activity.Progress;
import dev.cutover.starter.RunView.Rate;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fast the running activities of workflows go, from what they say in their heartbeats. */
final class Rates {

  private final WorkflowClient client;
  private final Bout bout = new Bout();

  Rates(WorkflowClient client) {
    this.client = client;
  }

  /** Null while nothing counts rows, or while Temporal does not say. */
  @Nullable Rate of(String... workflowIds) {
    Map<String, Progress> running = new LinkedHashMap<>();
    for (String id : workflowIds) {
      for (PendingActivityInfo activity : pending(id)) {
        Progress progress = progress(activity);
        if (progress != null) {
          running.put(id + "/" + activity.getActivityId(), progress);
        }
      }
    }
    return bout.at(Instant.now(), running);
  }

  private List<PendingActivityInfo> pending(String workflowId) {
    try {
      return PendingActivities.of(client, workflowId);
    } catch (StatusRuntimeException notThere) {
      return List.of();
    }
  }

  /** A lease that is kept and jobs that are drained have heartbeats too, but count no rows. */
  private @Nullable Progress progress(PendingActivityInfo activity) {
    String type = activity.getActivityType().getName();
    if (!(type.startsWith("Sync") || type.startsWith("Comparison"))
        || !activity.hasHeartbeatDetails()
        || activity.getHeartbeatDetails().getPayloadsCount() == 0) {
      return null;
    }
    Progress progress =
        client
            .getOptions()
            .getDataConverter()
            .fromPayload(
                activity.getHeartbeatDetails().getPayloads(0), Progress.class, Progress.class);
    return progress != null && progress.total() > 0 ? progress : null;
  }
}
