package dev.cutover.starter;

import dev.cutover.decision.SshSignature;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.RunStatus.StepRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cutover status} and {@code cutover gates}: where a run is, and what it asks. */
@Command(name = "status", description = "where a run is; exit 4 if it waits for a decision")
final class StatusCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Option(
      names = "--levers",
      description = "where every lever stands now, asked of the real systems; runs without the run")
  private boolean levers;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "with --levers: the plan, where Temporal does not have the run any more")
  private @Nullable Path plan;

  @Override
  public Integer call() {
    if (levers) {
      return levers();
    }
    if (plan != null) {
      throw new BadInput("--plan belongs to --levers: leave it out");
    }
    try (TemporalClient temporal = TemporalClient.connect()) {
      RunStatus status = run.status(temporal.client());
      RunStatus rollback = Runs.rollbackOf(temporal.client(), run.id(), status);
      if (json) {
        System.out.println(Json.of(status, rollback));
      } else {
        print(status, rollback);
      }
      return code(status, rollback);
    }
  }

  private int levers() {
    try (TemporalClient temporal = TemporalClient.connect()) {
      Started started = Started.find(temporal.client(), run.id(), plan);
      LeversNow now =
          LeversNow.observe(new Place(temporal.client(), started.plan(), started.environment()));
      if (json) {
        System.out.println(Json.of(now.levers()));
      } else {
        now.print(System.out);
      }
      return ExitCode.DONE;
    }
  }

  private static void print(RunStatus status, @Nullable RunStatus rollback) {
    RunView view = new RunView(System.out, 0, status.begun());
    view.show(status, null);
    RunStatus ended = status.rollback();
    if (ended != null) {
      view.show(ended, null);
    }
    if (rollback != null) {
      view.show(rollback, null);
    }
    System.out.println(inWords(status, rollback));
  }

  static String inWords(RunStatus status, @Nullable RunStatus rollback) {
    if (Runs.isParked(status)) {
      return parked(status) + "; mend it, then: cutover repair " + Runs.rollbackId(status);
    } else if (status.outcome() != null) {
      return status.outcome() + ": " + status.reason();
    } else if (rollback != null && Runs.isParked(rollback)) {
      return "its rollback is "
          + parked(rollback)
          + "; mend it, then: cutover repair "
          + Runs.rollbackId(status);
    } else if (status.reason() != null) {
      RunStatus moving = rollback == null ? status : rollback;
      return "rolling back: " + status.reason() + at(moving, ", at: ");
    }
    Instant deadline = status.deadline();
    Instant last = status.lastSafeMoment();
    return (deadline == null
            ? "running, no deadline before GO"
            : "running, deadline " + RunView.time(deadline))
        + (last == null ? "" : ", last safe moment to roll back " + RunView.time(last));
  }

  /** That it waits for a person, where, and over what. */
  static String parked(RunStatus rollback) {
    return "PARKED" + at(rollback, " at: ");
  }

  /** The step that is not done, and what is known of it. */
  private static String at(RunStatus run, String before) {
    List<StepRun> steps = run.steps();
    StepRun last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    if (last == null || last.to() != null) {
      return "";
    }
    String detail = last.detail();
    return before + last.step().label() + (detail.isEmpty() ? "" : " (" + detail + ")");
  }

  /** A gate that only stands open, as that of a rollback by order, is no question to anybody. */
  static int code(RunStatus status, @Nullable RunStatus rollback) {
    Outcome outcome = status.outcome();
    boolean asks = status.gates().stream().anyMatch(gate -> !gate.standing());
    return outcome == null && (asks || Runs.isParked(rollback))
        ? ExitCode.WAITING
        : ExitCode.of(outcome);
  }

  /** The open gates, each with the command that answers it. */
  @Command(name = "gates", description = "open gates, and how to answer them")
  static final class Gates implements Callable<Integer> {

    @Mixin private RunArgument run = new RunArgument();

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Option(
        names = "--as",
        paramLabel = "PERSON",
        description = "also print what this person signs, for a key that is elsewhere")
    private @Nullable String person;

    @Option(names = "--reason", paramLabel = "TEXT", description = "with --as: stands in it")
    private @Nullable String reason;

    @Override
    public Integer call() {
      try (TemporalClient temporal = TemporalClient.connect()) {
        RunStatus status = run.status(temporal.client());
        // What a run still held open when it ended asks nobody any more.
        List<OpenGate> open = Runs.hasEnded(status) ? List.of() : status.gates();
        RunStatus rollback = Runs.rollbackOf(temporal.client(), run.id(), status);
        List<OpenGate> ofRollback = rollback == null ? List.of() : rollback.gates();
        if (json) {
          System.out.println(Json.of(Stream.concat(open.stream(), ofRollback.stream()).toList()));
        } else if (open.isEmpty() && ofRollback.isEmpty()) {
          System.out.println("no gate is open: " + inWords(status, rollback));
        } else {
          open.forEach(gate -> print(run.id(), status, gate));
          if (rollback != null) {
            ofRollback.forEach(gate -> print(Runs.rollbackId(status), rollback, gate));
          }
        }
        return ExitCode.DONE;
      }
    }

    private void print(String id, RunStatus status, OpenGate gate) {
      System.out.printf("%s: %s%n    %s%n", gate.gate(), gate.question(), gate.facts());
      System.out.println("    " + who(gate));
      System.out.printf(
          "    cutover decide %s %s %s --as PERSON --key FILE%n",
          id,
          gate.gate(),
          gate.offered().stream().map(DecideCommand::word).collect(Collectors.joining("|")));
      String signer = person;
      if (signer != null) {
        gate.offered().forEach(answer -> printWhatIsSigned(status, gate, answer, signer));
      }
    }

    /** Signed elsewhere, statement and signature go as one text by signal or Update decide. */
    private void printWhatIsSigned(RunStatus status, OpenGate gate, Answer answer, String signer) {
      String statement =
          Signer.statement(Signer.Subject.of(status), gate, answer, signer, reason).canonical();
      System.out.printf(
          "    to %s, sign these bytes, without a line's end (ssh-keygen -Y sign -n %s):%n    %s%n",
          DecideCommand.word(answer), SshSignature.NAMESPACE, statement);
    }
  }

  static String who(OpenGate gate) {
    Instant until = gate.until();
    String exclusion = gate.exclusion();
    String agreed = gate.agreed().isEmpty() ? "" : ", answered by " + gate.agreed();
    return gate.required()
        + " of "
        + gate.role()
        + " "
        + gate.people()
        + agreed
        + (gate.standing()
            ? ", nobody has to: silence changes nothing"
            : until == null
                ? ", until somebody answers"
                : ", until " + RunView.time(until) + "; silence counts as " + gate.silence())
        + (exclusion == null ? "" : "; " + exclusion);
  }
}
