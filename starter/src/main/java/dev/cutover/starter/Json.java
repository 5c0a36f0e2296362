package dev.cutover.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.RunStatus;
import org.jspecify.annotations.Nullable;

/** The documents that {@code --json} prints. */
final class Json {

  private Json() {}

  /** A run with the rollback that it still waits for, where one it has ended with would stand. */
  static String of(RunStatus run, @Nullable RunStatus rollback) {
    ObjectNode document = Payloads.mapper().valueToTree(run);
    if (rollback != null) {
      document.set("rollback", Payloads.mapper().valueToTree(rollback));
    }
    return of(document);
  }

  static String of(Object value) {
    try {
      return Payloads.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not printable as JSON", e);
    }
  }
}
