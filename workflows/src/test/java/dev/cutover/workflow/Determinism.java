package dev.cutover.workflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** What workflow code may not do, because a replay would then take another path than the run. */
final class Determinism {

  private static final String WORKFLOW = "dev.cutover.workflow..";
  private static final String[] REPLAYED = {
    WORKFLOW, "dev.cutover.plan..", "dev.cutover.activity", "dev.cutover.decision.."
  };

  private Determinism() {}

  static final ArchRule NO_CLOCK =
      classes()
          .that()
          .resideInAnyPackage(REPLAYED)
          .should(notUse("java.time.*.now|java.time.Clock.system.*"))
          .andShould(notUse("java.lang.System.(currentTimeMillis|nanoTime)|java.util.Date.<init>"))
          .because("time is Workflow.currentTimeMillis()");

  static final ArchRule NO_CHANCE =
      classes()
          .that()
          .resideInAnyPackage(REPLAYED)
          .should(notUse("java.util.UUID.randomUUID|java.lang.Math.random|java.util.Random.*"))
          .andShould(notUse("java.util.random.*|java.security.SecureRandom.*"))
          .because("chance is Workflow.newRandom() and Workflow.randomUUID()");

  static final ArchRule NO_THREADS =
      classes()
          .that()
          .resideInAnyPackage(REPLAYED)
          .should(notUse("java.lang.Thread.*|java.util.Timer.*|.*.parallel(Stream)?"))
          .andShould(notUse("java.util.concurrent.(?!TimeUnit).*|java.lang.Object.(wait|notify).*"))
          .because("what runs beside is Async and Promise");

  static final ArchRule NO_INPUT_OR_OUTPUT =
      classes()
          .that()
          .resideInAPackage(WORKFLOW)
          .should(notUse("java.io.*|java.nio.(?!charset).*|java.net.*|java.sql.*"))
          .andShould(notUse("java.lang.System.(getenv|getProperty|out|err|in)"))
          .because("the outside world belongs to activities");

  static final ArchRule NO_STATE_OUTSIDE_HISTORY =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(WORKFLOW)
          .and()
          .areStatic()
          .should()
          .beFinal()
          .because("a workflow's state is rebuilt from its history");

  static final ArchRule NO_ORDER_BY_CHANCE =
      classes()
          .that()
          .resideInAPackage(WORKFLOW)
          .should(notUse("java.util.(Map|Set).(of|ofEntries|copyOf)|java.util.IdentityHashMap.*"))
          .andShould(notUse("java.util.(HashMap|HashSet).<init>"))
          .andShould(notUse("java.util.stream.Collectors.(to.*(Map|Set)|groupingBy.*)"))
          .because("these come in another order in each process: use lists and LinkedHashMap");

  /**
   * @param members pattern of {@code class.member}
   */
  private static ArchCondition<JavaClass> notUse(String members) {
    Pattern forbidden = Pattern.compile(members);
    return new ArchCondition<>("not use " + members) {
      @Override
      public void check(JavaClass checked, ConditionEvents events) {
        checked.getAccessesFromSelf().stream()
            .filter(
                access -> {
                  String owner = access.getTargetOwner().getName();
                  return forbidden.matcher(owner + "." + access.getName()).matches();
                })
            .forEach(
                access ->
                    events.add(SimpleConditionEvent.violated(access, access.getDescription())));
      }
    };
  }
}
