package dev.cutover.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two programs could read as two things is read as none. */
final class EvidenceJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":{\"b\":1,\"c\":2,\"b\":3}}",
        "[\"\\ud83d\"]",
        "[\"\\ude80\\ud83d\"]",
        "{\"\\ud83d\":1}",
        "{} {}",
        "null x",
        "",
      })
  void isRefused(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> EvidenceJson.read(text, JsonNode.class));

    assertTrue(String.valueOf(refused.getMessage()).startsWith("no JSON of its form: "));
  }

  @Test
  void wholeCharactersAreReadHoweverTheyAreWritten() {
    assertEquals("🚀", EvidenceJson.read("\"\\ud83d\\ude80\"", JsonNode.class).textValue());
    assertEquals("\\ud83d", EvidenceJson.read("\"\\\\ud83d\"", JsonNode.class).textValue());
  }
}
