package dev.cutover.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;

/** The identity of a plan: SHA-256 over its canonical JSON (RFC 8785), comments left out. */
public final class PlanHash {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private PlanHash() {}

  /** 64 hexadecimal digits. */
  public static String of(Plan plan) {
    return Sha256.of(canonical(plan));
  }

  /** The text that the hash is of. */
  public static String canonical(Plan plan) {
    try {
      return new JsonCanonicalizer(JSON.writeValueAsString(plan)).getEncodedString();
    } catch (IOException e) {
      throw new IllegalStateException("a plan is always JSON", e);
    }
  }
}
