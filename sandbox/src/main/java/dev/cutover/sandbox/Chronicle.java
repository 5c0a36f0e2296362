package dev.cutover.sandbox;

import com.google.protobuf.util.Timestamps;
import dev.cutover.plan.Step;
import dev.cutover.sandbox.fault.FaultCase.When;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens in a run, in its copy and in its rollback, as Temporal records it. */
final class Chronicle implements AutoCloseable {

  private final Consumer<Event> listener;
  private final List<Trail> trails = new ArrayList<>();
  private final Map<Step, Instant> begun = new ConcurrentHashMap<>();
  private volatile Instant lastSign = Instant.now();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  Chronicle(
      WorkflowClient client, WorkflowIds ids, CutoverRequest request, Consumer<Event> listener) {
    this.listener = listener;
    String copy = ids.syncOf(request.attempt());
    for (String id : List.of(ids.cutover(), copy, ids.rollback())) {
      boolean copies = id.equals(copy);
      Reader reader = new Reader(copies ? Step.SYNC : null, copies);
      trails.add(new Trail(client, id, reader::read));
    }
  }

  /** When a step was first begun; null if it never was. */
  @Nullable Instant begun(Step step) {
    return begun.get(step);
  }

  /** When anything was last recorded. */
  Instant lastSign() {
    return lastSign;
  }

  /** What happened, a line each, for whoever has to find out why. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    trails.forEach(Trail::close);
  }

  /**
   * Something that was recorded.
   *
   * @param step in which it happened; null before the first
   * @param isProgress whether the run itself did something
   */
  record Event(@Nullable Step step, Instant at, boolean begins, boolean ended, boolean isProgress) {

    boolean is(When when) {
      return when == When.INSIDE ? begins : ended;
    }
  }

  /** Reads the history of one workflow, from its beginning. */
  private final class Reader {

    private final boolean copies;
    private final Map<Long, String> activities = new ConcurrentHashMap<>();
    private @Nullable Step step;

    Reader(@Nullable Step step, boolean copies) {
      this.step = step;
      this.copies = copies;
    }

    void read(HistoryEvent event) {
      EventType type = event.getEventType();
      lastSign = Instant.now();
      Instant at = Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime()));
      switch (type) {
        case EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES -> {
          Payload named =
              event
                  .getUpsertWorkflowSearchAttributesEventAttributes()
                  .getSearchAttributes()
                  .getIndexedFieldsMap()
                  .get("CutoverStep");
          if (named != null) {
            begin(step(named), at);
          }
        }
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
          String name = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
          activities.put(event.getEventId(), name);
          if (copies && name.equals("SyncCopy")) {
            listener.accept(new Event(Step.SYNC, at, true, false, false));
          }
        }
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
          long scheduled = event.getActivityTaskCompletedEventAttributes().getScheduledEventId();
          String name = activities.getOrDefault(scheduled, "");
          boolean beside = name.startsWith("Notification") || name.equals("FenceKeepLease");
          lines.add(at + " " + step + " done: " + name);
          listener.accept(new Event(step, at, false, !beside, !beside));
        }
        case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
            listener.accept(new Event(step, at, false, false, true));
        case EVENT_TYPE_ACTIVITY_TASK_FAILED,
            EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT,
            EVENT_TYPE_WORKFLOW_TASK_FAILED,
            EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
            EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED,
            EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED ->
            lines.add(at + " " + step + " " + type);
        default -> {}
      }
    }

    private void begin(Step next, Instant at) {
      step = next;
      begun.putIfAbsent(next, at);
      lines.add(at + " step " + next.key());
      // The copy has its moment when it copies.
      listener.accept(new Event(next, at, next != Step.SYNC, false, true));
    }

    private static Step step(Payload payload) {
      String key = Payloads.converter().fromPayload(payload, String.class, String.class);
      return Arrays.stream(Step.values())
          .filter(one -> one.key().equals(key))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no step is called " + key));
    }
  }
}
