package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Editors ask for what the reader asks for. */
final class PlanSchemaTest {

  @Test
  void peopleAndEnvironmentsAreRequiredAndPlannedStepsAreNot() {
    String schema = PlanSchema.document().toString();

    assertTrue(Pattern.compile("required=\\[[^]]*people[^]]*environments").matcher(schema).find());
    assertTrue(Pattern.compile("required=\\[[^]]*batch-drain\\]").matcher(schema).find());
  }

  @Test
  void aTimeOfDayIsWhatTheReaderTakes() {
    String form = "^([01]\\d|2[0-3]):[0-5]\\d$";

    assertTrue(PlanSchema.document().toString().contains("meeting-at={"));
    assertTrue(PlanSchema.document().toString().contains("pattern=" + form));
    assertTrue(Pattern.matches(form, "10:00"));
    assertFalse(Pattern.matches(form, "24:00"));
    assertFalse(Pattern.matches(form, "9:30"));
  }

  @Test
  void aDurationIsWhatTheReaderTakes() {
    Pattern form = Pattern.compile("^" + Durations.FORM + "$");

    assertTrue(PlanSchema.document().toString().contains("pattern=" + form));
    assertTrue(form.matcher("1h30m").find());
    assertFalse(form.matcher("").find());
    assertFalse(form.matcher("99999d").find());
    assertFalse(form.matcher("1h 30m").find());
  }
}
