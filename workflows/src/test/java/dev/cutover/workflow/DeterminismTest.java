package dev.cutover.workflow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.cutover.workflow.broken.AsksTheClock;
import dev.cutover.workflow.broken.ComesInNoOrder;
import dev.cutover.workflow.broken.ReadsAFile;
import dev.cutover.workflow.broken.RemembersOutsideItsHistory;
import dev.cutover.workflow.broken.RollsDice;
import dev.cutover.workflow.broken.StartsAThread;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismTest {

  private static final JavaClasses PROCEDURES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages(
              "dev.cutover.workflow",
              "dev.cutover.plan",
              "dev.cutover.activity",
              "dev.cutover.decision");

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(Determinism.NO_CLOCK, AsksTheClock.class),
        Arguments.of(Determinism.NO_CHANCE, RollsDice.class),
        Arguments.of(Determinism.NO_THREADS, StartsAThread.class),
        Arguments.of(Determinism.NO_INPUT_OR_OUTPUT, ReadsAFile.class),
        Arguments.of(Determinism.NO_STATE_OUTSIDE_HISTORY, RemembersOutsideItsHistory.class),
        Arguments.of(Determinism.NO_ORDER_BY_CHANCE, ComesInNoOrder.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aProcedureReplaysTheSameAfterAnyCrash(ArchRule rule, Class<?> broken) {
    rule.check(PROCEDURES);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aProcedureThatWouldNotIsCaught(ArchRule rule, Class<?> broken) {
    JavaClasses bad = new ClassFileImporter().importClasses(broken);

    assertTrue(rule.evaluate(bad).hasViolation(), rule.getDescription());
  }

  @Test
  void theRulesSeeTheProcedures() {
    assertTrue(PROCEDURES.contain(CutoverImpl.class));
    assertTrue(PROCEDURES.contain(RollbackImpl.class));
  }
}
