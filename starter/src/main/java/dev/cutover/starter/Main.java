package dev.cutover.starter;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's entrance. */
@Command(
    name = "cutover",
    description = "Moves a running business system from legacy to target, and back if need be.",
    mixinStandardHelpOptions = true,
    version = "cutover 0.1.0-SNAPSHOT")
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Exit codes: see {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new PlanCommand());
    line.addSubcommand(new EnvironmentCommand.Init());
    line.addSubcommand(new EnvironmentCommand.Reset());
    line.addSubcommand(new EnvironmentCommand.Sync());
    line.addSubcommand(new EnvironmentCommand.Compare());
    line.addSubcommand(new EnvironmentCommand.CheckErp());
    line.addSubcommand(new SchemaCommand());
    line.addSubcommand(new RunCommand.Rehearse());
    line.addSubcommand(new RunCommand.Start());
    line.addSubcommand(new StatusCommand());
    line.addSubcommand(new StatusCommand.Gates());
    line.addSubcommand(new ThrottleCommand());
    line.addSubcommand(new DecideCommand.Approve());
    line.addSubcommand(new DecideCommand.Reject());
    line.addSubcommand(new DecideCommand.Decide());
    line.addSubcommand(new RollbackCommand());
    line.addSubcommand(new RepairCommand());
    line.addSubcommand(new ReportCommand());
    line.addSubcommand(new EvidenceCommand());
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      provider.commands().forEach(line::addSubcommand);
    }
    line.setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, command));
    return line;
  }

  private static int tell(Exception failure, CommandLine command) {
    String unreadable = Runs.unreadable(failure);
    if (failure instanceof BadInput) {
      command.getErr().println(failure.getMessage());
      return ExitCode.BAD_INPUT;
    } else if (failure instanceof TemporalClient.OutOfReach) {
      command.getErr().println(failure.getMessage());
      return ExitCode.OUT_OF_REACH;
    } else if (Runs.isTemporalGone(failure)) {
      command.getErr().println("Temporal does not answer any more: " + Runs.rootMessage(failure));
      return ExitCode.OUT_OF_REACH;
    } else if (unreadable != null) {
      command.getErr().println(unreadable);
      return ExitCode.BAD_INPUT;
    }
    command.getErr().println("failed: " + failure.getMessage());
    if (System.getenv("CUTOVER_STACK_TRACE") != null) {
      failure.printStackTrace(command.getErr());
    }
    return ExitCode.FAILED;
  }
}
