package dev.cutover.sandbox.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Histories as they are stored: a folder a version, a file a run, a line an event. */
final class Histories {

  private static final Path FOLDER = Path.of("src", "test", "resources", "histories");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Histories() {}

  static List<Path> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path of(String version, String run) {
    return FOLDER.resolve(version).resolve(run + ".json");
  }

  static WorkflowExecutionHistory read(Path file) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, WorkflowExecutionHistory history) {
    try {
      JsonNode events = JSON.readTree(history.toJson(false)).get("events");
      List<String> lines =
          StreamSupport.stream(events.spliterator(), false).map(JsonNode::toString).toList();
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{\"events\":[\n" + String.join(",\n", lines) + "\n]}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
