package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes as data: each folder of {@code resources/plans} holds a plan and the lines it must give.
 * Sections that a case does not write follow behind its own as they stand in {@code
 * plans/oms.yaml}, but for those that a comment {@code # without: people, clients} names.
 */
final class PlanCasesTest {

  private static final Path OMS = Path.of("..", "plans", "oms.yaml");
  private static final Path CASES = Path.of("src", "test", "resources", "plans");
  private static final Pattern SECTION_START = Pattern.compile("(?m)^(?=[a-z-]+:)");
  private static final Pattern WITHOUT = Pattern.compile("(?m)^# without: (.*)$");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMistakeOfACaseIsALineWithItsPlace(String folder) throws IOException {
    String expected = Files.readString(CASES.resolve(folder).resolve("expected.txt"));
    String plan = complete(Files.readString(CASES.resolve(folder).resolve("plan.yaml")));

    List<PlanError> errors =
        PlanReader.read("plan.yaml", plan.getBytes(StandardCharsets.UTF_8)).errors();

    assertEquals(
        expected, String.join("", errors.stream().map(error -> error + "\n").toList()), folder);
  }

  private static String complete(String own) throws IOException {
    List<String> taken = new ArrayList<>();
    sections(own).map(PlanCasesTest::key).forEach(taken::add);
    Matcher without = WITHOUT.matcher(own);
    if (without.find()) {
      taken.addAll(List.of(without.group(1).split(", ")));
    }
    StringBuilder plan = new StringBuilder(own);
    sections(Files.readString(OMS))
        .filter(section -> !taken.contains(key(section)))
        .forEach(plan::append);
    return plan.toString();
  }

  private static Stream<String> sections(String plan) {
    return Arrays.stream(SECTION_START.split(plan)).filter(part -> part.matches("(?s)[a-z-]+:.*"));
  }

  private static String key(String section) {
    return section.substring(0, section.indexOf(':'));
  }
}
