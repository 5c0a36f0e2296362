package dev.cutover.temporal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;

/**
 * Hands an Update to a workflow at the event at which Temporal's server in memory records it.
 *
 * <p>A worker runs an Update behind the event that its message names, and on replay behind the one
 * that its acceptance names. A real server names the event before the start of the workflow task in
 * both. The one in memory (temporal-test-server 1.38) does so in the acceptance only; in the
 * message it names the event that scheduled the task. Where an activity ends between the two, the
 * workflow heard of that behind the Update, but on replay hears of it before: its commands come in
 * another order, and it fails at every attempt from then on.
 */
public final class InMemoryUpdates implements ClientInterceptor {

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel channel) {
    return new SimpleForwardingClientCall<>(channel.newCall(method, options)) {
      @Override
      public void start(Listener<A> answers, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(answers) {
              @Override
              @SuppressWarnings("unchecked") // the answer to a method has one type
              public void onMessage(A answer) {
                super.onMessage(
                    answer instanceof PollWorkflowTaskQueueResponse task
                        ? (A) beforeItsStart(task)
                        : answer);
              }
            },
            headers);
      }
    };
  }

  static PollWorkflowTaskQueueResponse beforeItsStart(PollWorkflowTaskQueueResponse task) {
    int events = task.getHistory().getEventsCount();
    if (task.getMessagesCount() == 0 || events == 0) {
      return task;
    }
    long started = task.getHistory().getEvents(events - 1).getEventId();
    PollWorkflowTaskQueueResponse.Builder corrected = task.toBuilder();
    corrected.getMessagesBuilderList().forEach(message -> message.setEventId(started - 1));
    return corrected.build();
  }
}
