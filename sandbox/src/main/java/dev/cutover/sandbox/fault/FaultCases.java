package dev.cutover.sandbox.fault;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cutover.plan.Step;
import dev.cutover.starter.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The cases that come with the sandbox, read strictly: a folder each under {@code /faults}. */
public final class FaultCases {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private FaultCases() {}

  /** All of them, in the order of the list beside the folders. */
  public static List<FaultCase> all() {
    return text("list").lines().filter(line -> !line.isBlank()).map(FaultCases::named).toList();
  }

  /** The runs of a small part of them: a line of {@code NAME@STEP} each. */
  public static List<List<PlannedFault>> part() {
    return text("part")
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.strip().split(" +", -1))
        .map(faults -> Arrays.stream(faults).map(FaultCases::planned).toList())
        .toList();
  }

  /** What tests show that no fault of a running program can: a path and what it is, each. */
  public static Map<String, String> tests() {
    Map<String, String> tests = new LinkedHashMap<>();
    text("tests")
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(pathAndWhat -> tests.put(pathAndWhat[0], pathAndWhat[1]));
    return tests;
  }

  private static FaultCase named(String folder) {
    try {
      return read(folder, text(folder + "/fault.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException("faults/" + folder + "/fault.yaml: " + e.getMessage(), e);
    }
  }

  /** A case as it is written. */
  static FaultCase read(String folder, String yaml) throws IOException {
    return YAML.readValue(yaml, FaultCase.class).called(folder);
  }

  private static String text(String name) {
    try (InputStream in = FaultCases.class.getResourceAsStream("/faults/" + name)) {
      if (in == null) {
        throw new IllegalStateException("faults/" + name + " is missing in the sandbox");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("faults/" + name, e);
    }
  }

  /**
   * A fault at a step as the command line names it, {@code NAME@STEP}.
   *
   * @throws BadInput that lists what there is
   */
  public static PlannedFault planned(String text) {
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    List<FaultCase> all = all();
    FaultCase fault =
        all.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInput(
                        "--fault "
                            + text
                            + ": there is no fault "
                            + name
                            + "; there are "
                            + all.stream().map(FaultCase::name).collect(Collectors.joining(", "))));
    String key = at < 0 ? "" : text.substring(at + 1);
    return fault.steps().stream()
        .filter(step -> step.key().equals(key))
        .findFirst()
        .map(step -> new PlannedFault(fault, step))
        .orElseThrow(
            () ->
                new BadInput(
                    "--fault "
                        + text
                        + ": "
                        + (key.isEmpty() ? "name a step, as NAME@STEP; " : "")
                        + name
                        + " applies to "
                        + fault.steps().stream().map(Step::key).collect(Collectors.joining(", "))));
  }
}
