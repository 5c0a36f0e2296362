package dev.cutover.starter;

import dev.cutover.workflow.Observation.Question;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cutover schema}: what a target that has no place for something could be given. */
@Command(
    name = "schema",
    description = "propose what is missing on the target",
    subcommands = SchemaCommand.Propose.class)
final class SchemaCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new BadInput("schema: which of propose? (compare --schema is the check)");
  }

  @Command(
      name = "propose",
      description = "print statements that make what is missing; nothing is executed")
  static final class Propose extends EnvironmentCommand {

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    int run(Place place) {
      List<String> statements = SchemaReport.observe(place, Question.SCHEMA_PROPOSAL).statements();
      System.out.println(json ? Json.of(statements) : SchemaReport.script(statements));
      return ExitCode.DONE;
    }
  }
}
