package dev.cutover.starter;

import dev.cutover.plan.PlanError;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.PlanSchema;
import dev.cutover.plan.PlanText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cutover plan}: what can be done with a plan file without any connection. */
@Command(
    name = "plan",
    description = "check, show or describe a plan file",
    subcommands = {
      PlanCommand.Check.class,
      PlanCommand.Show.class,
      PlanCommand.Schema.class,
      GrantsCommand.class
    })
final class PlanCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new BadInput("plan: which of check, show, schema and grants?");
  }

  @Command(name = "check", description = "every mistake at once; exit 2 if there is one")
  static final class Check implements Callable<Integer> {

    @Mixin private PlanArgument file = new PlanArgument();

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
      PlanReader.Result result = file.read();
      List<PlanError> errors = result.errors();
      if (json) {
        System.out.println(Json.of(errors));
      } else {
        errors.forEach(System.err::println);
        if (errors.isEmpty()) {
          System.out.println(file.file() + ": no mistakes");
        }
      }
      return errors.isEmpty() ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }
  }

  @Command(name = "show", description = "phases, steps, gates and rules as people read them")
  static final class Show implements Callable<Integer> {

    @Mixin private PlanArgument file = new PlanArgument();

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
      PlanArgument.Loaded loaded = file.load();
      System.out.println(json ? Json.of(loaded.plan()) : PlanText.of(loaded.plan(), loaded.hash()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "schema", description = "JSON Schema of plan files, for editors")
  static final class Schema implements Callable<Integer> {

    @Override
    public Integer call() {
      System.out.println(Json.of(PlanSchema.document()));
      return ExitCode.DONE;
    }
  }
}
