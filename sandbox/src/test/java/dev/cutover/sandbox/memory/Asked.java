package dev.cutover.sandbox.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.temporal.Payloads;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a replay asks of activities, to be compared with what its history has. Temporal's own check
 * takes the answer about legacy for one about the target if a procedure swaps two questions of one
 * type. New fields in an argument are allowed, as in {@link Payloads}; so are other words to
 * people.
 */
final class Asked extends WorkerInterceptorBase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WORDS_TO_PEOPLE = Set.of("NotificationSend", "DecisionRecord");

  private final List<Question> questions = new CopyOnWriteArrayList<>();

  /** An activity that is called. */
  private record Question(String activity, String queue, List<JsonNode> arguments) {

    boolean isWhatWasAsked(Question then) {
      return activity.equals(then.activity)
          && queue.equals(then.queue)
          && (WORDS_TO_PEOPLE.contains(activity) || holdAll(arguments, then.arguments));
    }
  }

  /** Every recorded activity must have been asked for again, in the recorded order. */
  void assertHolds(WorkflowExecutionHistory history) {
    Iterator<Question> now = questions.iterator();
    for (HistoryEvent event : history.getEvents()) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        Question then = recorded(event.getActivityTaskScheduledEventAttributes());
        List<Question> passed = new ArrayList<>();
        while (passed.isEmpty() || !passed.get(passed.size() - 1).isWhatWasAsked(then)) {
          if (!now.hasNext()) {
            throw new AssertionError(
                "event "
                    + event.getEventId()
                    + " asked "
                    + then
                    + ", now it is "
                    + passed.stream().findFirst().map(Question::toString).orElse("not asked"));
          }
          passed.add(now.next());
        }
      }
    }
  }

  private static Question recorded(ActivityTaskScheduledEventAttributes scheduled) {
    return new Question(
        scheduled.getActivityType().getName(),
        scheduled.getTaskQueue().getName(),
        json(scheduled.getInput().getPayloadsList()));
  }

  private static List<JsonNode> json(List<Payload> payloads) {
    return payloads.stream().map(Asked::json).toList();
  }

  private static JsonNode json(Payload payload) {
    try {
      return JSON.readTree(payload.getData().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdAll(List<JsonNode> now, List<JsonNode> then) {
    boolean same = now.size() == then.size();
    for (int i = 0; same && i < then.size(); i++) {
      same = holds(now.get(i), then.get(i));
    }
    return same;
  }

  /** Whether a value has everything that the recorded one has. */
  private static boolean holds(JsonNode now, JsonNode then) {
    if (then.isObject()) {
      return then.properties().stream()
          .allMatch(field -> holds(now.path(field.getKey()), field.getValue()));
    }
    if (then.isArray() && now.isArray()) {
      return holdAll(elements(now), elements(then));
    }
    return now.equals(then);
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    questions.clear();
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Listening(outbound));
      }
    };
  }

  private final class Listening extends WorkflowOutboundCallsInterceptorBase {

    Listening(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      List<Payload> arguments =
          Arrays.stream(input.getArgs())
              .map(argument -> Payloads.converter().toPayload(argument).orElseThrow())
              .toList();
      questions.add(
          new Question(
              input.getActivityName(), input.getOptions().getTaskQueue(), json(arguments)));
      return super.executeActivity(input);
    }
  }
}
