package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cutover.workflow.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who answers a gate how, when and how often: what counts, and what each sender is told. */
final class RefusedAnswersTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "refused-decisions");
  private static final Path SCENES = FOLDER.resolve("workflow.yaml");
  private static final Path SIGNED =
      Path.of("..", "activities").resolve(FOLDER).resolve("decisions.yaml");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The line in one of the two files that tries each way in which somebody may cheat or err. */
  private static final List<String> WAYS =
      List.of(
          "a statement that nobody signed",
          "a stranger in tanaka's name",
          "the answer altered",
          "another attempt",
          "another gate",
          "another version of the plan",
          "another environment",
          "another system",
          "before the gate is open",
          "after the time of the gate",
          "twice by one person",
          "the same text twice",
          "the requester approves",
          "revoked between arrival and effect",
          "a deputy before the time",
          "a deputy after the time",
          "one of two is one short",
          "a no after a yes",
          "a yes after a no",
          "a forged answer in a signal that calls itself the lead's",
          "a megabyte of rubbish",
          "signed for another namespace",
          "a key of the type ecdsa",
          "a key of the type rsa",
          "a key in a security token",
          "expired",
          "dated in the future",
          "a field twice",
          "blanks inside the statement",
          "something behind the signature",
          "line ends of Windows inside the statement",
          "a line end of Windows that was signed as well",
          "nothing",
          "no text",
          "null instead of a statement",
          "two signatures",
          "the signature of another gate",
          "a key of two people on two lines",
          "a key that has run out",
          "a key that is not valid yet",
          "a stranger asks for a run");

  static Stream<Named<Scene>> scenes() throws IOException {
    return Arrays.stream(YAML.readValue(SCENES.toFile(), Scene[].class))
        .map(scene -> Named.of(scene.name(), scene));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void eachSenderIsToldWhatBecameOfIt(Scene scene) {
    try (Night night = new Night(scene.plan(), "rehearsal").at("go")) {
      Played played = new Played(night.askedForBy(scene.requester()), scene);
      night.world.levers.onNotice(played::hear);
      RunStatus end = night.run();
      // What comes later than the gate's time comes now.
      night.world.temporal().sleep(Duration.ofMinutes(40));

      played.assertTold(end);
      assertEquals(scene.go(), end.go() != null, end.reason());
    }
  }

  @Test
  void everyWayIsTriedThatWasThoughtOf() throws IOException {
    List<String> names = new ArrayList<>(names(SIGNED));
    names.addAll(names(SCENES));

    assertTrue(names.size() >= 40, () -> names.size() + " lines");
    assertEquals(names.stream().distinct().toList(), names, "each has a name of its own");
    assertEquals(List.of(), WAYS.stream().filter(way -> !names.contains(way)).toList());
  }

  private static List<String> names(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode line : YAML.readTree(file.toFile())) {
      names.add(line.path("name").asText());
    }
    return names;
  }
}
