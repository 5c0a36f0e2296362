package dev.cutover.sandbox.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.cutover.workflow.broken.ChangedSetup;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.WorkflowInterface;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is under way goes on with a new worker: every stored history replays. */
final class ReplayTest {

  private static final WorkflowExecutionHistory SETUP =
      Histories.read(Histories.of("0.1", "setup"));

  private static final Pattern DATA = Pattern.compile("\"data\":\\s*\"([^\"]*)\"");

  static List<Path> histories() {
    return Histories.all();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aRunUnderWayGoesOnWithThisVersion(Path history) {
    Replay.of(history.toString(), Histories.read(history), MemoryWorld.workflows());
  }

  @Test
  void everyWorkflowHasAStoredHistory() {
    assertEquals(
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("dev.cutover.workflow")
                .stream()
                .filter(workflow -> workflow.isAnnotatedWith(WorkflowInterface.class))
                .map(workflow -> workflow.getSimpleName())
                .collect(Collectors.toSet()),
        Histories.all().stream()
            .map(Histories::read)
            .map(ReplayTest::typeOf)
            .collect(Collectors.toSet()),
        "add a scene to HistoryRecording and record it, see CONTRIBUTING.md");
  }

  private static String typeOf(WorkflowExecutionHistory history) {
    return history
        .getEvents()
        .get(0)
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType()
        .getName();
  }

  @Test
  void stepsInAnotherOrderAreCaught() {
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> Replay.of("setup", SETUP, ChangedSetup.ChecksFirst.class));

    assertSays(caught, "history setup no longer replays");
    assertSays(caught, "Workflow.getVersion");
    assertSays(caught, "SyncFindings");
  }

  @Test
  void theSameStepsOnTheOtherSideAreCaught() {
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> Replay.of("setup", SETUP, ChangedSetup.TargetFirst.class));

    assertSays(caught, "SyncPrepare");
    assertSays(caught, "\"side\":\"LEGACY\"");
  }

  /**
   * Taken for null, an unknown state of legacy's fence would mean that nothing is to carry back.
   */
  @Test
  void aWordThisVersionDoesNotKnowStopsTheRunAndIsNotGuessed() {
    WorkflowExecutionHistory strange =
        with(
            Histories.read(Histories.of("0.1", "rollback-that-carries-back")),
            "\"SWITCHED\"",
            "\"MOTHBALLED\"");
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> Replay.of("strange", strange, MemoryWorld.workflows()));

    assertSays(caught, "MOTHBALLED");
  }

  @Test
  void aDecisionSignedBeforeStatementsGotAnotherFieldStillCounts() {
    String field = "\\\"evidenceHash\\\":\\\"\\\",";
    String inTheLedger = field.replace("\\", "\\\\\\");
    WorkflowExecutionHistory today = Histories.read(Histories.of("0.1", "cutover-complete"));

    Replay.of("earlier", with(with(today, field, ""), inTheLedger, ""), MemoryWorld.workflows());
  }

  /** A history in whose payloads one text stands for another. */
  private static WorkflowExecutionHistory with(
      WorkflowExecutionHistory history, String text, String other) {
    return WorkflowExecutionHistory.fromJson(
        DATA.matcher(history.toJson(false))
            .replaceAll(data -> "\"data\":\"" + with(data.group(1), text, other) + '"'));
  }

  private static String with(String base64, String text, String other) {
    String data = new String(Base64.getDecoder().decode(base64), UTF_8).replace(text, other);
    return Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
  }

  private static void assertSays(Throwable failure, String text) {
    assertTrue(String.valueOf(failure.getMessage()).contains(text), failure.getMessage());
  }
}
