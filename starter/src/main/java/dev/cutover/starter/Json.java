package dev.cutover.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cutover.workflow.Payloads;

/** The documents that {@code --json} prints. */
final class Json {

  private Json() {}

  static String of(Object value) {
    try {
      return Payloads.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not printable as JSON", e);
    }
  }
}
