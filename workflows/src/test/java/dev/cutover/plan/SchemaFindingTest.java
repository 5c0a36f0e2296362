package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be found is what is documented, and a name once given stays. */
final class SchemaFindingTest {

  @Test
  void everyFindingStandsInTheDocumentWithItsSeverityAndWhetherItCanBeWaived() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "schema-check.md")).stream()
            .filter(line -> line.matches("\\| `[a-z-]+` \\| (ERROR|WARNING|INFO) .*"))
            .map(line -> line.replaceAll("^(\\|[^|]*\\|[^|]*\\|[^|]*\\|).*", "$1"))
            .toList();

    assertEquals(
        Arrays.stream(SchemaFinding.values())
            .map(
                finding ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            finding.key(), finding.severity(), finding.isWaivable() ? "yes" : "no"))
            .toList(),
        documented);
  }

  @Test
  void aNameLeadsBackToItsFindingAndNoOtherDoes() {
    for (SchemaFinding finding : SchemaFinding.values()) {
      assertEquals(finding, SchemaFinding.of(finding.key()));
    }
    assertThrows(IllegalArgumentException.class, () -> SchemaFinding.of("TEXT_TOO_LONG"));
  }
}
