package dev.cutover.sandbox.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.plan.Step;
import dev.cutover.starter.BadInput;
import dev.cutover.workflow.RunStatus.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultCasesTest {

  private static final String GOOD =
      """
      what: something happens
      does: kill
      to: [worker]
      limit: 60
      at:
        - steps: [freeze-legacy..compare]
          outcomes: [completed, rolled-back]
      """;

  @Test
  void everyFolderIsListedAndEveryLineOfTheListIsAFolder() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/resources/faults"))) {
      List<String> there =
          folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()).sorted().toList();

      assertEquals(there, FaultCases.all().stream().map(FaultCase::name).sorted().toList());
    }
  }

  @Test
  void everyTestThatThePageNamesIsThere() {
    FaultCases.tests()
        .keySet()
        .forEach(path -> assertTrue(Files.exists(Path.of("..").resolve(path)), path));
  }

  @Test
  void thePartIsOfWhatThereIs() {
    assertFalse(FaultCases.part().isEmpty());
  }

  @Test
  void aCaseSaysAtWhichStepsItHappensAndWhatMayComeOfIt() throws IOException {
    FaultCase fault = FaultCases.read("some", GOOD);

    assertEquals(List.of(Step.FREEZE_LEGACY, Step.FINAL_DELTA, Step.COMPARE), fault.steps());
    assertEquals(Set.of(Outcome.COMPLETED, Outcome.ROLLED_BACK), fault.outcomes(Step.COMPARE));
    assertEquals(Set.of(), fault.outcomes(Step.SYNC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "does: kill|does: maim",
        "to: [worker]|to: [moon]",
        "limit: 60|limits: 60",
        "limit: 60|limit: 0",
        "freeze-legacy..compare|compare..freeze-legacy",
        "freeze-legacy..compare|coffee-break",
        "rolled-back|tired"
      })
  void aCaseThatIsWrittenWronglyIsRefused(String change) {
    int bar = change.indexOf('|');
    String bad = GOOD.replace(change.substring(0, bar), change.substring(bar + 1));

    assertThrows(IOException.class, () -> FaultCases.read("some", bad));
  }

  @Test
  void aFaultThatIsNotThereIsAnsweredWithThoseThatAre() {
    String said = refusal("nonsense@compare");

    assertTrue(said.contains("there is no fault nonsense"), said);
    assertTrue(said.contains("kill-worker") && said.contains("dns-zombie"), said);
  }

  @Test
  void aStepThatItDoesNotApplyToIsAnsweredWithThoseThatItDoes() {
    String said = refusal("dns-zombie@freeze-legacy");

    assertTrue(said.contains("dns-zombie applies to dns-to-target, dns-to-legacy"), said);
    assertTrue(refusal("dns-zombie").contains("name a step, as NAME@STEP"));
  }

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(BadInput.class, () -> FaultCases.planned(text)).getMessage());
  }

  @Test
  void everyStepOfEveryCaseIsTriedOnce() {
    List<PlannedFault> tried = Runs.all(FaultCases.all()).stream().flatMap(List::stream).toList();

    assertEquals(tried.size(), Set.copyOf(tried).size());
    assertEquals(
        FaultCases.all().stream().mapToInt(fault -> fault.steps().size()).sum(), tried.size());
  }

  @Test
  void faultsOfARollbackMakeItOneThatIsRolledBack() {
    List<PlannedFault> both =
        List.of(
            FaultCases.planned("kill-worker@compare"),
            FaultCases.planned("kill-worker@carry-back"));

    assertEquals(Set.of(Outcome.ROLLED_BACK), PlannedFault.outcomes(both));
  }
}
