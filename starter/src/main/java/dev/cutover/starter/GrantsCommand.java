package dev.cutover.starter;

import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cutover plan grants}: what a DBA has to grant, without any connection. */
@Command(
    name = "grants",
    description = "print the least privileges that the accounts need on each side's database")
final class GrantsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PlanArgument file = new PlanArgument();

  @Option(
      names = "--environment",
      paramLabel = "E",
      description = "of the plan; without it for all of them")
  private @Nullable String environment;

  @Option(names = "--side", paramLabel = "SIDE", description = "legacy or target; without it both")
  private @Nullable String side;

  @Option(
      names = "--legacy",
      paramLabel = "KIND",
      description =
          "what legacy's database is: oracle, mysql (Aurora too), mariadb or h2; without it what"
              + " the side's components in the plan say")
  private @Nullable String legacy;

  @Option(names = "--target", paramLabel = "KIND", description = "likewise the target's")
  private @Nullable String target;

  @Override
  public Integer call() {
    PlanArgument.Loaded loaded = file.load();
    List<String> environments = environments(loaded);
    DatabaseKinds kinds = DatabaseKinds.known();
    List<String> scripts = new ArrayList<>();
    for (Side one : sides()) {
      scripts.add(kind(kinds, loaded.plan(), one).script(loaded.plan(), one, environments));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(String.join("\n\n", scripts));
    out.flush();
    return ExitCode.DONE;
  }

  private List<String> environments(PlanArgument.Loaded loaded) {
    return environment == null
        ? List.copyOf(loaded.plan().environments().keySet())
        : List.of(loaded.environment(environment));
  }

  private List<Side> sides() {
    List<Side> sides =
        Arrays.stream(Side.values())
            .filter(one -> side == null || DatabaseKinds.word(one).equals(side))
            .toList();
    if (sides.isEmpty()) {
      throw new BadInput("--side " + side + ": there are legacy and target");
    }
    return sides;
  }

  private DatabaseGrants kind(DatabaseKinds kinds, Plan plan, Side one) {
    String said = one == Side.LEGACY ? legacy : target;
    return said == null ? kinds.described(plan, one) : kinds.named(said, one);
  }
}
