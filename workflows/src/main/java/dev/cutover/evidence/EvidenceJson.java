package dev.cutover.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;

/** How a bundle's files are written, and read without guessing: JSON with ISO's instants. */
public final class EvidenceJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private EvidenceJson() {}

  /** On one line. */
  public static String of(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what a bundle holds is always JSON", e);
    }
  }

  /** In its canonical form (RFC 8785). */
  static String canonical(Object value) {
    try {
      return new JsonCanonicalizer(of(value)).getEncodedString();
    } catch (IOException e) {
      throw new IllegalStateException("what a bundle holds is always JSON", e);
    }
  }

  static ObjectNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /**
   * Reads a value with all its members, each of them once, and no others.
   *
   * @throws IllegalArgumentException unless the text is one
   */
  public static <T> T read(String text, Class<T> type) {
    T value;
    try {
      refuseHalves(text);
      value = JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON of its form: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON of its form: " + e.getMessage(), e);
    }
    if (value == null) {
      throw new IllegalArgumentException("no JSON of its form: null");
    }
    return value;
  }

  /**
   * Half of a surrogate pair has no form in UTF-8: all of them would have one and the same digest.
   */
  private static void refuseHalves(String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean said = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
        if (said && hasHalves(parser.getText())) {
          throw new IllegalArgumentException("no JSON of its form: half of a surrogate pair");
        }
      }
    }
  }

  private static boolean hasHalves(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
