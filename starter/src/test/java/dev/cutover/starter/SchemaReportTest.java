package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.plan.SchemaFinding;
import dev.cutover.plan.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a script learns from the schema check, and a person. */
final class SchemaReportTest {

  private static Finding finding(SchemaFinding name, @Nullable String waivedBy) {
    return new Finding(name, name.severity(), Side.TARGET, "ORDERS", "NAME", "is short", waivedBy);
  }

  @Test
  void anErrorThatNobodyHasWaivedEndsWithThree() {
    assertEquals(3, SchemaReport.print(List.of(finding(SchemaFinding.TEXT_TOO_LONG, null)), true));
    assertEquals(
        0, SchemaReport.print(List.of(finding(SchemaFinding.TEXT_TOO_LONG, "sato")), false));
    assertEquals(0, SchemaReport.print(List.of(finding(SchemaFinding.RESERVED_WORD, null)), false));
    assertEquals(0, SchemaReport.print(List.of(), false));
  }

  @Test
  void whoTookResponsibilityStandsBesideTheFinding() {
    assertEquals(
        """
        ERROR   text-too-long: TARGET ORDERS.NAME: is short (waived by sato)
        WARNING reserved-word: TARGET ORDERS.NAME: is short
        the schemas fit, 1 warnings""",
        SchemaReport.text(
            List.of(
                finding(SchemaFinding.TEXT_TOO_LONG, "sato"),
                finding(SchemaFinding.RESERVED_WORD, null))));
  }

  @Test
  void aScriptReadsFindingsByTheirStableNames() {
    String document = Json.of(List.of(finding(SchemaFinding.TEXT_TOO_LONG, "sato")));
    for (String part :
        List.of(
            "\"name\" : \"text-too-long\"",
            "\"severity\" : \"ERROR\"",
            "\"side\" : \"TARGET\"",
            "\"table\" : \"ORDERS\"",
            "\"column\" : \"NAME\"",
            "\"message\" : \"is short\"",
            "\"waivedBy\" : \"sato\"")) {
      assertTrue(document.contains(part), document);
    }
  }

  @Test
  void commentsOfAProposalAreNoStatements() {
    assertEquals(
        "CREATE TABLE t (a INT);\n-- left out\nCREATE SEQUENCE s;",
        SchemaReport.script(List.of("CREATE TABLE t (a INT)", "-- left out", "CREATE SEQUENCE s")));
    assertEquals("-- nothing is missing on the target", SchemaReport.script(List.of()));
  }
}
