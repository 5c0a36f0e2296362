package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.temporal.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who reads {@code plan show} has read the plan. */
final class PlanTextTest {

  /** Shown in other words: what a probe sends, answers, fates, events, and a phase by its title. */
  private static final Set<String> OTHERWISE = Set.of("probe", "silence", "fate", "event");

  private static final Pattern TIMES =
      Pattern.compile("PT\\d.*|\\d{4}-\\d\\d-\\d\\dT.*|\\d\\d:\\d\\d:\\d\\d");

  @Test
  void everyNameAndSentenceOfThePlanIsShown() throws IOException {
    Plan plan = oms();
    String text = PlanText.of(plan, PlanHash.of(plan));
    JsonNode tree = Payloads.mapper().valueToTree(plan);
    tree.get("phases").forEach(phase -> assertTrue(text.contains(phase.get("title").asText())));

    for (Map.Entry<String, JsonNode> section : tree.properties()) {
      if (!section.getKey().equals("phases")) {
        assertShown(section.getKey(), section.getValue(), text);
      }
    }
  }

  @Test
  void clocksAndSilenceStandBesideWhoDecides() throws IOException {
    String text = PlanText.of(oms(), "0".repeat(64));

    for (String line :
        List.of(
            "      1 of migration-lead (Taro Tanaka) within 30m; silence: reject",
            "  data-integrity              3 or more integrity errors within 6h of GO",
            "      it-infrastructure-manager (Sato) within 30m; silence: roll-back",
            "      whoever asked for the run may not approve",
            "      reminded every 5m; escalated after 8m",
            "      rolled back within 4h",
            "      re-migration is scheduled for the next business day",
            "  all but                     Saturdays, Sundays, public holidays of jp",
            "      2030-10-01",
            "  meeting                     at 10:00 Asia/Tokyo for 1h",
            "  cutover                     6h from GO to COMPLETE, then rollback",
            "                              1h48m planned together, limit 2h")) {
      assertTrue(text.lines().anyMatch(line::equals), () -> line + "\nis not in\n" + text);
    }
    assertTrue(text.contains("Sat 2030-09-28T22:00 to Sun 2030-09-29T06:00 Asia/Tokyo (8h)"));
  }

  @Test
  void timesAreWrittenAsAPlanTakesThem() {
    for (String words : List.of("0s", "90h5s", "30d", "24h", "1h30m", "2d1h")) {
      assertEquals(words.equals("90h5s") ? "3d18h5s" : words, shown(Durations.parse(words)));
    }
  }

  private static String shown(Duration duration) {
    assertEquals(duration, Durations.parse(Durations.words(duration)));
    return Durations.words(duration);
  }

  private static void assertShown(String key, JsonNode value, String text) {
    if (value.isTextual() && !OTHERWISE.contains(key)) {
      String words = value.asText();
      assertTrue(TIMES.matcher(words).matches() || text.contains(words), key + ": " + words);
    }
    value.properties().forEach(part -> assertShown(part.getKey(), part.getValue(), text));
    if (value.isArray()) {
      value.forEach(item -> assertShown(key, item, text));
    }
  }

  private static Plan oms() throws IOException {
    byte[] file = Files.readAllBytes(Path.of("..", "plans", "oms.yaml"));
    return PlanReader.read("plans/oms.yaml", file).plan();
  }
}
