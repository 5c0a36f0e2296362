package dev.cutover.starter;

import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cutover status} and {@code cutover gates}: where a run is, and what it asks. */
@Command(name = "status", description = "where a run is; exit 4 if it waits for a decision")
final class StatusCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Override
  public Integer call() {
    try (TemporalClient temporal = TemporalClient.connect()) {
      RunStatus status = run.status(temporal.client());
      if (json) {
        System.out.println(Json.of(status));
      } else {
        new RunView(System.out, false, status.begun()).show(status, List.of());
        System.out.println(
            status.outcome() == null
                ? "running, deadline " + status.deadline()
                : status.outcome() + ": " + status.reason());
      }
      return code(status);
    }
  }

  /** A gate that waits for ever, as that of a rollback by order, is no question to anybody. */
  private static int code(RunStatus status) {
    Outcome outcome = status.outcome();
    boolean asks = status.gates().stream().anyMatch(gate -> gate.until() != null);
    return outcome == null && asks ? ExitCode.WAITING : ExitCode.of(outcome);
  }

  /** The open gates, each with the command that answers it. */
  @Command(name = "gates", description = "open gates, and how to answer them")
  static final class Gates implements Callable<Integer> {

    @Mixin private RunArgument run = new RunArgument();

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
      try (TemporalClient temporal = TemporalClient.connect()) {
        RunStatus status = run.status(temporal.client());
        if (json) {
          System.out.println(Json.of(status.gates()));
        } else {
          status.gates().forEach(this::print);
        }
        return ExitCode.DONE;
      }
    }

    private void print(OpenGate gate) {
      System.out.printf("%s: %s%n    %s%n", gate.gate(), gate.question(), gate.facts());
      System.out.printf(
          "    %d of %s %s, until %s, silence: %s%n",
          gate.required(), gate.role(), gate.people(), gate.until(), gate.silence());
      System.out.printf(
          "    cutover decide %s %s %s --as PERSON --key FILE%n",
          run.id(),
          gate.gate(),
          gate.offered().stream()
              .map(answer -> DecideCommand.word(answer))
              .collect(java.util.stream.Collectors.joining("|")));
    }
  }
}
