package dev.cutover.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.time.Instant;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * A decision in words that can be signed. Its text is canonical JSON (RFC 8785), so that the same
 * decision is always the same bytes.
 *
 * @param nonce of the gate as it was opened, so that a statement answers one gate once
 * @param planHash hash of the plan that the person has read
 * @param evidenceHash hash of what the decision rests on; empty where there is none
 * @param person key of the person in the plan
 */
public record Statement(
    String system,
    String environment,
    String attempt,
    String gate,
    String nonce,
    String planHash,
    String evidenceHash,
    Answer decision,
    String person,
    @Nullable String reason,
    Instant issued,
    Instant expires) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The bytes' text that is signed. */
  public String canonical() {
    try {
      return new JsonCanonicalizer(JSON.writeValueAsString(this)).getEncodedString();
    } catch (IOException e) {
      throw new IllegalStateException("a statement is always JSON", e);
    }
  }

  /**
   * Reads a statement.
   *
   * @throws IllegalArgumentException unless the text is a statement in its canonical form
   */
  static Statement parse(String text) {
    Statement statement;
    try {
      statement = JSON.readValue(text, Statement.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a statement: " + e.getOriginalMessage(), e);
    }
    if (statement == null || !statement.canonical().equals(text)) {
      throw new IllegalArgumentException("not the canonical form of a statement");
    }
    return statement;
  }

  /** One field alone, whatever other fields there are. */
  static String textOf(String text, String field) {
    try {
      return JSON.readTree(text).path(field).asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a statement: " + e.getOriginalMessage(), e);
    }
  }
}
