package dev.cutover.database;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * A worker whose clock is hours away, or jumps, changes nothing: what lasts is measured, and what
 * time it is, is asked of the database that a lease lies in, or of Temporal.
 */
final class ClocksTest {

  private static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethodWhere(
              target(
                  fullNameMatching(
                      "java\\.time\\..*\\.now\\(.*|java\\.time\\.Clock\\..*"
                          + "|java\\.lang\\.System\\.currentTimeMillis\\(.*")));

  @Test
  void noActivityAsksTheWorkersClockWhatTimeItIs() {
    JavaClasses activities =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.cutover");
    assertTrue(activities.contain("dev.cutover.fence.DatabaseFence"));

    NO_CLOCK.check(activities);
  }

  @Test
  void oneThatDidWouldBeCaught() {
    Instant now = Instant.now();
    JavaClasses asking = new ClassFileImporter().importClasses(ClocksTest.class);

    assertTrue(NO_CLOCK.evaluate(asking).hasViolation(), () -> "asked at " + now);
  }
}
