package dev.cutover.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the house: worker → activities → workflows ← starter; sandbox uses all of them. */
final class House {

  private static final String OWN = "dev.cutover..";
  private static final String PLAN = "dev.cutover.plan..";
  private static final String ACTIVITY = "dev.cutover.activity..";
  private static final String WORKFLOW = "dev.cutover.workflow..";
  private static final String DECISION = "dev.cutover.decision..";
  private static final String EVIDENCE = "dev.cutover.evidence..";
  private static final String TEMPORAL = "dev.cutover.temporal..";
  private static final String WORKER = "dev.cutover.worker..";
  private static final String STARTER = "dev.cutover.starter..";
  private static final String SANDBOX = "dev.cutover.sandbox..";
  private static final String[] WORKFLOWS = {
    PLAN, ACTIVITY, WORKFLOW, DECISION, EVIDENCE, TEMPORAL
  };
  private static final String[] DRIVERS = {
    "java.sql..", "javax.sql..", "com.zaxxer..", "oracle..", "com.mysql..", "org.h2.."
  };
  private static final String[] PLATFORMS = {"org.springframework..", "software.amazon.."};

  private House() {}

  static final ArchRule WORKFLOWS_KNOW_NOTHING_BUT_THEMSELVES =
      noClasses()
          .that()
          .resideInAnyPackage(WORKFLOWS)
          .should()
          .dependOnClassesThat(resideInAnyPackage(OWN).and(resideOutsideOfPackages(WORKFLOWS)));

  static final ArchRule WORKFLOWS_KNOW_NO_DATABASE_AND_NO_PLATFORM =
      noClasses()
          .that()
          .resideInAnyPackage(WORKFLOWS)
          .should()
          .dependOnClassesThat(resideInAnyPackage(DRIVERS).or(resideInAnyPackage(PLATFORMS)));

  static final ArchRule THE_PLAN_KNOWS_NOBODY_AND_NO_TEMPORAL =
      noClasses()
          .that()
          .resideInAPackage(PLAN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ACTIVITY, WORKFLOW, DECISION, TEMPORAL, "io.temporal..");

  static final ArchRule FORMS_OF_EVIDENCE_KNOW_THE_PLAN_ALONE =
      noClasses()
          .that()
          .resideInAPackage(EVIDENCE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ACTIVITY, WORKFLOW, DECISION, TEMPORAL, "io.temporal..");

  static final ArchRule ACTIVITY_INTERFACES_KNOW_THE_PLAN_ALONE =
      noClasses()
          .that()
          .resideInAPackage(ACTIVITY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WORKFLOW, DECISION, TEMPORAL);

  static final ArchRule ACTIVITIES_KNOW_NEITHER_WORKER_NOR_STARTER_NOR_SPRING =
      noClasses()
          .that(
              resideInAnyPackage(OWN)
                  .and(resideOutsideOfPackages(WORKFLOWS))
                  .and(resideOutsideOfPackages(WORKER, STARTER, SANDBOX)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WORKER, STARTER, SANDBOX, "org.springframework..");

  static final ArchRule THE_WORKER_KNOWS_NO_COMMAND_LINE_AND_NO_SANDBOX =
      noClasses()
          .that()
          .resideInAPackage(WORKER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STARTER, SANDBOX, "picocli..");

  static final ArchRule THE_STARTER_IS_A_TEMPORAL_CLIENT_ALONE =
      noClasses()
          .that()
          .resideInAPackage(STARTER)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(OWN)
                  .and(resideOutsideOfPackages(WORKFLOWS))
                  .and(resideOutsideOfPackages(STARTER)))
          .orShould()
          .dependOnClassesThat(resideInAnyPackage(DRIVERS).or(resideInAnyPackage(PLATFORMS)));
}
