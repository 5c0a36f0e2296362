package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake in a plan is named with its place, all at once, before anything is touched. */
final class PlanReaderTest {

  private static final Path OMS = Path.of("..", "plans", "oms.yaml");
  private static final Path CASES = Path.of("src", "test", "resources", "plans");

  @Test
  void tenDifferentMistakesAreTenLines() throws IOException {
    Path folder = CASES.resolve("ten-mistakes");
    List<String> expected = Files.readAllLines(folder.resolve("expected.txt"));

    assertEquals(expected, errors(Files.readAllBytes(folder.resolve("plan.yaml"))));
    assertTrue(expected.size() >= 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1 | version: 2 | version: version 2 is not known",
        "version: 1 | version: one | version: 'one': expected a whole number",
        "required: 1 | required: 9 | people must agree",
        "    role: migration-lead | roll: migration-lead | unknown key 'roll': did you mean 'role'?",
        "closes: 2030-09-29T06:00 | closes: 2030-09-28T21:00 | closes before it opens",
        "closes: 2030-09-29T06:00 | closes: 2030-09-29T02:00 | is shorter than the cutover's limit",
        "length: 10h | opens: 2030-09-28T22:00 | give either opens, closes and zone, or only a length",
        "parallel-operation: 0s | parallel-operation: 1d | must be 0s in a rehearsal",
        "decision-maker: migration-lead | decision-maker: nobody | no role 'nobody' in the plan",
        "zone: Asia/Tokyo | zone: Tokyo | expected a time zone such as Asia/Tokyo",
        "fate: moves | fate: flies | expected one of moves, stays, retired",
      })
  void aMistakeIsNamed(String right, String wrong, String message) throws IOException {
    String text = Files.readString(OMS);
    assertTrue(text.contains(right.strip()), right);
    List<String> errors =
        errors(
            text.replaceFirst(java.util.regex.Pattern.quote(right.strip()), wrong)
                .getBytes(StandardCharsets.UTF_8));

    assertTrue(
        errors.stream().anyMatch(error -> error.contains(message)), () -> String.valueOf(errors));
    assertTrue(errors.stream().allMatch(error -> error.matches("plan.yaml:\\d+:\\d+: .+")));
  }

  @Test
  void anAliasBombIsRefusedUnexpanded() {
    String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    assertEquals(
        List.of("plan.yaml:1:4: anchors and aliases are not allowed: write the value out"),
        errors(bomb.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertTrue(errors(new byte[] {(byte) 0xff, 0x00, 0x12}).get(0).contains("UTF-8"));
    assertTrue(errors(new byte[(1 << 20) + 1]).get(0).contains("larger than 1 MiB"));
    assertTrue(errors(new byte[0]).get(0).contains("empty"));
    assertTrue(errors("\u0000".getBytes(StandardCharsets.UTF_8)).get(0).contains("not a plan"));
    assertTrue(errors("[".repeat(5_000).getBytes(StandardCharsets.UTF_8)).size() == 1);
    assertTrue(
        errors("version: 1\n---\nversion: 1\n".getBytes(StandardCharsets.UTF_8))
            .get(0)
            .contains("a second document"));
    assertTrue(errors("just words".getBytes(StandardCharsets.UTF_8)).get(0).contains("expected"));
  }

  @Test
  void whatTheYamlLibraryStumblesOverIsALine() {
    assertEquals(
        List.of("plan.yaml:2:6: not YAML: behind here, an escape or a number that is out of range"),
        errors("a: 1\nbcdef: \"\\UFFFFFFFF\"".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        List.of("plan.yaml:2:4: not a plan: a character that no text holds"),
        errors("a: 1\nb: \u001b".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        List.of("plan.yaml:1:21: nested more than 20 deep: no part of a plan is"),
        errors("[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFileFullOfMistakesGivesAThousandAndTheirNumber() {
    List<String> errors = errors("wrong: 1\n".repeat(50_000).getBytes(StandardCharsets.UTF_8));

    assertEquals(1_001, errors.size());
    assertTrue(errors.get(1_000).endsWith("mistakes more: mend the first ones, then check again"));
  }

  @Test
  void aProbeNestedBeyondMeasureIsNoDocument() throws IOException {
    String plan =
        Files.readString(OMS).replaceFirst("probe: '[^']*'", "probe: '" + "[".repeat(2_000) + "'");

    assertEquals(1, errors(plan.getBytes(StandardCharsets.UTF_8)).size());
  }

  private static List<String> errors(byte[] bytes) {
    return PlanReader.read("plan.yaml", bytes).errors().stream().map(PlanError::toString).toList();
  }
}
