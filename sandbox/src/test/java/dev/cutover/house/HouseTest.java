package dev.cutover.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.cutover.activity.broken.ActivityThatStartsAWorkflow;
import dev.cutover.endpoint.broken.EndpointThatReadsTheWorker;
import dev.cutover.evidence.broken.EvidenceThatKnowsARun;
import dev.cutover.plan.broken.PlanThatCallsAnActivity;
import dev.cutover.starter.broken.StarterWithADatabase;
import dev.cutover.worker.broken.WorkerThatPrints;
import dev.cutover.workflow.broken.WorkflowThatKnowsAnEndpoint;
import dev.cutover.workflow.broken.WorkflowWithADatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.cutover");

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(
            House.WORKFLOWS_KNOW_NOTHING_BUT_THEMSELVES, WorkflowThatKnowsAnEndpoint.class),
        Arguments.of(House.WORKFLOWS_KNOW_NO_DATABASE_AND_NO_PLATFORM, WorkflowWithADatabase.class),
        Arguments.of(House.THE_PLAN_KNOWS_NOBODY_AND_NO_TEMPORAL, PlanThatCallsAnActivity.class),
        Arguments.of(House.FORMS_OF_EVIDENCE_KNOW_THE_PLAN_ALONE, EvidenceThatKnowsARun.class),
        Arguments.of(
            House.ACTIVITY_INTERFACES_KNOW_THE_PLAN_ALONE, ActivityThatStartsAWorkflow.class),
        Arguments.of(
            House.ACTIVITIES_KNOW_NEITHER_WORKER_NOR_STARTER_NOR_SPRING,
            EndpointThatReadsTheWorker.class),
        Arguments.of(House.THE_WORKER_KNOWS_NO_COMMAND_LINE_AND_NO_SANDBOX, WorkerThatPrints.class),
        Arguments.of(House.THE_STARTER_IS_A_TEMPORAL_CLIENT_ALONE, StarterWithADatabase.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theHouseKeepsItsArrows(ArchRule rule, Class<?> broken) {
    rule.check(HOUSE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anArrowAgainstTheHouseIsCaught(ArchRule rule, Class<?> broken) {
    JavaClasses bad = new ClassFileImporter().importClasses(broken);

    assertTrue(rule.evaluate(bad).hasViolation(), rule.getDescription());
  }

  @Test
  void theRulesSeeEveryRoom() {
    for (String room :
        List.of(
            "plan",
            "activity",
            "evidence",
            "workflow",
            "endpoint",
            "worker",
            "starter",
            "sandbox")) {
      assertTrue(
          HOUSE.stream().anyMatch(c -> c.getPackageName().startsWith("dev.cutover." + room)), room);
    }
  }
}
