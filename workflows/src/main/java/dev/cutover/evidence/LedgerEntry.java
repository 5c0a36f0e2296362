package dev.cutover.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * One thing that happened, as the ledger keeps it. It holds no secret and no value of a row.
 *
 * @param at when, by Temporal's clock
 * @param subject which step, gate, lever, table or rule; of a run its system and environment
 * @param facts by name, for people and programs
 */
public record LedgerEntry(Instant at, Kind kind, String subject, Map<String, String> facts) {

  /** How the reason begins for which an accepted answer was taken back. */
  public static final String COUNTS_NO_MORE = "counts no more: ";

  /** Of a decision: the text as the person signed it. */
  public static final String SIGNED = "signed";

  /** Of an entry that could not be kept: why. Nothing else is known of it then. */
  public static final String NOT_KEPT = "not-kept";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What kind of thing happened. */
  public enum Kind {
    /** A run begins, and who asked for it. */
    RUN,
    /** A step ends: how long it took, what it found. */
    STEP,
    /** A question is put to people. */
    GATE,
    /** An answer, accepted or refused, or silence that counts as one. */
    DECISION,
    /** A lever was brought to a side: where it was observed before and after. */
    LEVER,
    /** The two sides differ in a table. */
    DISCREPANCY,
    /** One of the plan's rollback rules applies. */
    RULE,
    /** How a run ended. */
    OUTCOME
  }

  /** The bytes' text that the chain's hash covers (RFC 8785). */
  public String canonical() {
    try {
      return new JsonCanonicalizer(JSON.writeValueAsString(this)).getEncodedString();
    } catch (IOException e) {
      throw new IllegalStateException("an entry is always JSON", e);
    }
  }

  /** What stands in its place where it can't be kept. */
  public LedgerEntry notKept(String why) {
    return new LedgerEntry(at, kind, subject, Map.of(NOT_KEPT, why));
  }

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException unless the text is one
   */
  public static LedgerEntry parse(String text) {
    try {
      return JSON.readValue(text, LedgerEntry.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no entry of a ledger: " + e.getOriginalMessage(), e);
    }
  }
}
