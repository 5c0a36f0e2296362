package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.decision.SignedText;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.sandbox.memory.Scene.Deed;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays a scene when GO is asked for, and keeps what people were told. */
final class Played {

  private static final String ACCEPTED = "accepted";

  private final Night night;
  private final Scene scene;
  private final Map<Deed, String> told = new ConcurrentHashMap<>();
  private @Nullable String sent;

  Played(Night night, Scene scene) {
    this.night = night;
    this.scene = scene;
  }

  /** Behind GO everything is approved, so that the night ends. */
  void hear(Notice notice) {
    if (notice.event() != Event.GATE_OPENED) {
      return;
    }
    if (night.isOpen("go")) {
      OpenGate go = night.openGate("go");
      scene.does().forEach(deed -> perform(deed, go));
    } else {
      night.world.cutover().status().gates().stream()
          .filter(gate -> !gate.standing())
          .forEach(gate -> night.decide(gate, gate.people().get(0), Answer.APPROVE));
    }
  }

  private void perform(Deed deed, OpenGate go) {
    String revoked = deed.revoke();
    if (revoked != null) {
      night.world.decisions.revoke(revoked);
      return;
    }
    String text = text(deed, go);
    sent = text;
    String identity = deed.identity();
    String after = deed.after();
    if (identity != null) {
      called(identity).newUntypedWorkflowStub(night.world.ids().cutover()).signal("decide", text);
    } else if (after != null) {
      night
          .world
          .temporal()
          .registerDelayedCallback(Duration.parse(after), () -> told.put(deed, receipt(text)));
    } else {
      told.put(deed, receipt(text));
    }
  }

  private @Nullable String text(Deed deed, OpenGate go) {
    if (deed.again()) {
      return sent;
    }
    String signed = signed(deed, go);
    String text = deed.text();
    if (text == null) {
      return signed;
    }
    String statement = SignedText.parse(signed).statement().canonical();
    return text.equals("NOTHING")
        ? null
        : text.replace("MEGABYTE", "x".repeat(1 << 20)).replace("STATEMENT", statement);
  }

  private String signed(Deed deed, OpenGate go) {
    String person = Objects.requireNonNullElse(deed.by(), "taro-tanaka");
    Answer answer = Objects.requireNonNullElse(deed.says(), Answer.APPROVE);
    night.because(Objects.requireNonNullElse(deed.because(), "as agreed"));
    String text =
        deed.early()
            ? night.signed(Night.ATTEMPT, "switch", "a-nonce-of-tomorrow", person, answer)
            : night.signed(go, person, answer);
    return deed.forged()
        ? new SignedText(SignedText.parse(text).statement(), MemoryDecision.FORGED).text()
        : text;
  }

  /** Anybody may call their client by any name. */
  private WorkflowClient called(String identity) {
    return WorkflowClient.newInstance(
        night.world.temporal().getWorkflowServiceStubs(),
        WorkflowClientOptions.newBuilder()
            .setDataConverter(Payloads.converter())
            .setIdentity(identity)
            .build());
  }

  private String receipt(@Nullable String text) {
    try {
      Receipt receipt =
          night
              .world
              .temporal()
              .getWorkflowClient()
              .newUntypedWorkflowStub(night.world.ids().cutover())
              .update("decide", Receipt.class, text);
      return receipt.accepted() ? ACCEPTED : receipt.reason();
    } catch (WorkflowUpdateException e) {
      return String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
    } catch (WorkflowNotFoundException e) {
      return "no gate with this nonce: the run has ended";
    }
  }

  /** A signal has no receipt: what became of it stands in the status. */
  void assertTold(RunStatus end) {
    for (Deed deed : scene.does()) {
      String expected = deed.receipt();
      if (expected == null) {
        continue;
      }
      assertTrue(
          heard(deed, end).anyMatch(Pattern.compile(expected).asPredicate()),
          () -> deed + ": " + told + ", " + end.decisions());
    }
  }

  private Stream<String> heard(Deed deed, RunStatus end) {
    if (deed.identity() == null) {
      return Stream.of(told.getOrDefault(deed, "nothing"));
    }
    return end.decisions().stream()
        .filter(taken -> taken.gate().equals("go"))
        .map(taken -> taken.accepted() ? ACCEPTED : taken.reason());
  }
}
