package dev.cutover.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rehearsals and signatures are bound to a plan's hash: a new version does not change it. */
final class PlanHashTest {

  private static final String LATER_LINES =
      "(?m)^ +(requester-may-approve|remind-every|escalate-after): .*\n";

  private static final String LATER_BLOCK = "(?ms)^calendar:.*?(?=^out-of-scope:)";

  @Test
  void whatAPlanDoesNotSayOfLaterKeysIsNoPartOfIt() throws IOException {
    String name = "    - name: CUSTOMERS\n";
    String rule = "      columns: { CODE: { trim: blanks, reason: padded on legacy } }\n";
    String text =
        Files.readString(Path.of("..", "plans", "oms.yaml"))
            .replace(name, name + rule)
            .replaceAll(LATER_LINES, "")
            .replaceAll(LATER_BLOCK, "")
            .replace("remigration: true", "remigration: false");
    PlanReader.Result read = PlanReader.read("plan", text.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), read.errors());

    String hashed = PlanHash.canonical(read.plan());

    for (String later :
        List.of(
            "\"syncLag\"",
            "\"mask\"",
            "\"requesterMayApprove\"",
            "\"remindEvery\"",
            "\"escalateAfter\"",
            "\"calendar\"")) {
      assertFalse(hashed.contains(later), later);
    }
  }
}
