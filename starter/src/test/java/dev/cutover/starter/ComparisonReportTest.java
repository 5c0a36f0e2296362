package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.Discrepancy.Kind;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every discrepancy is listed, however many there are. */
final class ComparisonReportTest {

  private static final int ALL = 2_500;
  private static final int A_PAGE = 1_000;

  private final List<Discrepancy> stored = new ArrayList<>();

  ComparisonReportTest() {
    for (int i = 0; i < ALL; i++) {
      stored.add(new Discrepancy("ORDERS", "%05d;".formatted(i), Kind.DIFFERENT, List.of("TOTAL")));
    }
  }

  private static TableComparison compared(long confirmed, List<Discrepancy> examples) {
    return new TableComparison("ORDERS", 10, 9, "a", "b", 10, confirmed, 2, examples);
  }

  @Test
  void moreThanAHistoryHoldsAreReadPageByPage() {
    List<String> asked = new ArrayList<>();
    ComparisonReport report =
        ComparisonReport.of(
            "run",
            List.of(compared(ALL, stored.subList(0, 20))),
            Set.of(),
            page -> {
              asked.add(page.behindKey());
              return stored.stream()
                  .filter(one -> one.key().compareTo(page.behindKey()) > 0)
                  .limit(A_PAGE)
                  .toList();
            });

    assertEquals(stored, report.tables().get(0).discrepancies());
    assertEquals(List.of("", "00999;", "01999;", "02499;"), asked);
    assertEquals(1 + ALL, report.text().lines().count());
  }

  @Test
  void theFirstFewNeedNoFurtherQuestion() {
    List<Discrepancy> few = stored.subList(0, 3);
    ComparisonReport report =
        ComparisonReport.of(
            "run",
            List.of(compared(3, few)),
            Set.of("CUSTOMERS"),
            page -> {
              throw new AssertionError("asked for " + page);
            });

    assertEquals(few, report.tables().get(0).discrepancies());
    assertTrue(report.text().contains("3 discrepancies, 2 rows on their way"), report::text);
    assertTrue(Json.of(report).contains("\"key\" : \"00002;\""), () -> Json.of(report));
  }

  @Test
  void aSpreadsheetGetsALineForEachColumnThatDiffersAndForEachRowThatIsNotThere() {
    Discrepancy missing = new Discrepancy("ORDERS", "1;", Kind.MISSING, List.of());
    Discrepancy differing =
        new Discrepancy(
            "ORDERS",
            "5:a\"b,c;",
            Kind.DIFFERENT,
            List.of("NAME", "NOTE", "TOTAL"),
            Map.of(
                "NOTE",
                new Discrepancy.Values("two\nlines", "", true),
                "TOTAL",
                new Discrepancy.Values("12.50", "NULL", true)));

    ComparisonReport report =
        ComparisonReport.of(
            "run", List.of(compared(2, List.of(missing, differing))), Set.of(), page -> List.of());

    assertEquals(
        """
        table,key,kind,column,masked,legacy,target
        ORDERS,1;,MISSING,,,,
        ORDERS,"5:a""b,c;",DIFFERENT,NAME,true,,
        ORDERS,"5:a""b,c;",DIFFERENT,NOTE,false,"two%slines",
        ORDERS,"5:a""b,c;",DIFFERENT,TOTAL,false,12.50,NULL
        """
            .replace("\n", "\r\n")
            .formatted("\n"),
        report.csv());
  }

  @Test
  void valuesThatThePlanLetsBeShownAreAskedForHoweverFewDiffer() {
    Discrepancy example = new Discrepancy("ORDERS", "1;", Kind.DIFFERENT, List.of("NAME", "TOTAL"));
    Discrepancy shown =
        new Discrepancy(
            "ORDERS",
            "1;",
            Kind.DIFFERENT,
            List.of("NAME", "TOTAL"),
            Map.of("TOTAL", new Discrepancy.Values("12.50", "1\u001b[2J", true)));

    ComparisonReport report =
        ComparisonReport.of(
            "run",
            List.of(compared(1, List.of(example))),
            Set.of("ORDERS"),
            page -> page.behindKey().isEmpty() ? List.of(shown) : List.of());

    assertEquals(List.of(shown), report.tables().get(0).discrepancies());
    assertTrue(
        report.text().endsWith("DIFFERENT 1; [NAME, TOTAL (legacy 12.50, target 1\uFFFD[2J)]"),
        report::text);
    assertTrue(Json.of(report).contains("\"legacy\" : \"12.50\""), () -> Json.of(report));
  }

  @Test
  void theFormIsJsonOrCsvAndNotBoth() {
    String[] compare = {"compare", "plan.yaml", "--environment", "rehearsal", "--csv"};
    String[] both = Arrays.copyOf(compare, compare.length + 1);
    both[compare.length] = "--json";
    StringWriter said = new StringWriter();

    int code = Main.commandLine().setErr(new PrintWriter(said)).execute(both);

    assertTrue(Main.commandLine().parseArgs(compare).subcommand().hasMatchedOption("--csv"));

    assertEquals(ExitCode.BAD_INPUT, code);
    assertTrue(said.toString().contains("are mutually exclusive"), said::toString);
  }
}
