package dev.cutover.worker;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.temporal.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What became of a notice that a run gave to a worker: through Temporal, the worker's settings, a
 * webhook and a mail server.
 *
 * @param history as a person reads it in Temporal's UI
 * @param mails that came for each of the two recipients
 */
record TellingRun(List<HistoryEvent> history, List<Long> mails, int posts) {

  private static final String NAME = "oms-notices";
  private static final String QUEUE = "telling";
  private static final List<String> ADDRESSES = List.of("sato@oms.example", "tanaka@oms.example");

  static TellingRun through(String temporal, Path directory, Chat chat, boolean mailIsThere)
      throws IOException {
    return through(temporal, directory, chat, mailIsThere, Duration.ofSeconds(30));
  }

  static TellingRun through(
      String temporal, Path directory, Chat chat, boolean mailIsThere, Duration startToClose)
      throws IOException {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    int port = mailIsThere ? mail.getSmtp().getPort() : InMemoryTemporal.freePort();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
    try (ConfigurableApplicationContext worker =
        WorkerApplication.start(settings(temporal, directory, chat, port).values())) {
      WorkflowClient client =
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
      List<HistoryEvent> history = tell(client, startToClose);
      List<Long> mails =
          ADDRESSES.stream()
              .map(to -> mail.findReceivedMessages(u -> u.getEmail().equals(to), m -> true).count())
              .toList();
      return new TellingRun(history, mails, worker.isActive() ? chat.asked().get() : -1);
    } finally {
      stubs.shutdownNow();
      mail.stop();
    }
  }

  private static List<HistoryEvent> tell(WorkflowClient client, Duration startToClose) {
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker(QUEUE).registerWorkflowImplementationTypes(Telling.Impl.class);
    workers.start();
    try {
      Telling run =
          client.newWorkflowStub(
              Telling.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
      WorkflowExecution execution = WorkflowClient.start(run::tell, NAME, notice(), startToClose);
      try {
        WorkflowStub.fromTyped(run).getResult(Void.class);
      } catch (WorkflowFailedException shownInTheHistory) {
        // As it is to a person who looks.
      }
      return client.fetchHistory(execution.getWorkflowId()).getEvents();
    } finally {
      workers.shutdownNow();
    }
  }

  private static Notice notice() {
    return new Notice(
        "oms",
        "rehearsal",
        "attempt-1",
        Event.GATE_OPENED,
        List.of("sato", "tanaka"),
        "May the cutover begin? (gate go)",
        "all levers stand on legacy",
        null);
  }

  private static Settings settings(String temporal, Path directory, Chat chat, int port)
      throws IOException {
    String at = "cutover.endpoints.mail." + NAME;
    return Settings.complete(directory)
        .without("cutover.sites")
        .without(at)
        .with(at + ".host", "127.0.0.1")
        .with(at + ".port", port)
        .with(at + ".security", "none")
        .with(at + ".from", "cutover@oms.example")
        .with("cutover.endpoints.http." + NAME + ".url", chat.url())
        .with("cutover.in-memory-temporal", true)
        .with("spring.temporal.connection.target", temporal);
  }

  /** The attempts that the activity took, the last one's number. */
  int attempts() {
    return history.stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .mapToInt(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
        .max()
        .orElse(0);
  }

  /** The failure of the attempt before the last, as Temporal keeps it. */
  String lastFailure() {
    return history.stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .map(event -> event.getActivityTaskStartedEventAttributes().getLastFailure().getMessage())
        .findFirst()
        .orElse("");
  }

  /** Why the notice was given up; empty if all were told. */
  String failure() {
    return history.stream()
        .filter(HistoryEvent::hasActivityTaskFailedEventAttributes)
        .map(event -> event.getActivityTaskFailedEventAttributes().getFailure().getMessage())
        .findFirst()
        .orElse("");
  }
}
