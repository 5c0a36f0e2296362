package dev.cutover.starter;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The plan file as an argument of a command. */
final class PlanArgument {

  @Parameters(index = "0", paramLabel = "FILE", description = "the plan, a YAML file")
  private Path file = Path.of("");

  /**
   * Reads the plan strictly.
   *
   * @throws BadInput with a line for each mistake in the file
   */
  Loaded load() {
    return load(file);
  }

  static Loaded load(Path file) {
    PlanReader.Result result = read(file);
    if (!result.errors().isEmpty()) {
      throw new BadInput(
          result.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
    Plan plan = result.plan();
    return new Loaded(plan, PlanHash.of(plan));
  }

  PlanReader.Result read() {
    return read(file);
  }

  private static PlanReader.Result read(Path file) {
    try {
      return PlanReader.read(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new BadInput(file + ": no such file");
    } catch (IOException e) {
      throw new BadInput(file + ": can't be read: " + e.getMessage());
    }
  }

  Path file() {
    return file;
  }

  /** A plan without mistakes. */
  record Loaded(Plan plan, String hash) {

    /**
     * @throws BadInput if the plan has no such environment
     */
    String environment(String name) {
      if (!plan.environments().containsKey(name)) {
        throw new BadInput(
            "environment "
                + name
                + " is not in the plan, which has "
                + plan.environments().keySet().stream().sorted().toList());
      }
      return name;
    }
  }
}
