package dev.cutover.starter;

import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who signs, and why. */
final class Signer {

  private static final Duration VALID = Duration.ofMinutes(30);

  @Option(names = "--as", required = true, paramLabel = "PERSON", description = "key in the plan")
  private String person = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "OpenSSH key, or the public half of one that an agent holds")
  private Path key = Path.of("");

  @Option(names = "--reason", paramLabel = "TEXT", description = "stands in the ledger")
  private @Nullable String reason;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Option(
      names = "--print",
      description =
          "print the signed text instead of sending it, with --json as Temporal's own tools take it")
  private boolean print;

  /** Answers an open gate of a run, and prints the receipt. */
  int send(RunArgument run, String gateName, Answer answer) {
    PersonalKey own = PersonalKey.read(key);
    try (TemporalClient temporal = TemporalClient.connect()) {
      return send(temporal.client(), run, own, gateName, answer);
    }
  }

  private int send(
      WorkflowClient client, RunArgument run, PersonalKey own, String gateName, Answer answer) {
    try {
      RunStatus status = run.status(client);
      if (Runs.hasEnded(status)) {
        return refuse(run.id() + " has ended, " + status.outcome() + ": it asks nothing more");
      }
      OpenGate gate = run.gate(status, gateName);
      String signed = own.sign(statement(Subject.of(status), gate, answer, person, reason));
      if (print) {
        System.out.println(json ? Json.of(signed) : signed);
        return ExitCode.DONE;
      }
      Receipt receipt =
          client.newUntypedWorkflowStub(run.id()).update("decide", Receipt.class, signed);
      System.out.println(json ? Json.of(receipt) : DecideCommand.inWords(receipt));
      return receipt.accepted() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (WorkflowUpdateException e) {
      Throwable cause = e.getCause();
      return refuse(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    } catch (WorkflowNotFoundException e) {
      return refuse(run.id() + " has just ended: it asks nothing more");
    }
  }

  /**
   * A statement that nobody has asked for: an order.
   *
   * @param nonce what makes it good for one occasion only
   */
  String order(Subject subject, String gate, String nonce, Answer answer) {
    if (print) {
      throw new BadInput("--print: no gate is open that asks for it; leave it out");
    }
    return PersonalKey.read(key).sign(statement(subject, gate, nonce, answer, person, reason));
  }

  /** What a person signs to answer an open gate. */
  static Statement statement(
      Subject subject, OpenGate gate, Answer answer, String person, @Nullable String reason) {
    return statement(subject, gate.gate(), gate.nonce(), answer, person, reason);
  }

  static Statement statement(
      Subject subject,
      String gate,
      String nonce,
      Answer answer,
      String person,
      @Nullable String reason) {
    Instant now = Instant.now();
    return new Statement(
        subject.system(),
        subject.environment(),
        subject.attempt(),
        gate,
        nonce,
        subject.planHash(),
        "",
        answer,
        person,
        reason,
        now,
        now.plus(VALID));
  }

  String reason() {
    return reason == null ? "no reason given" : reason;
  }

  boolean json() {
    return json;
  }

  static int refuse(String why) {
    System.err.println("refused: " + why);
    return ExitCode.FAILED;
  }

  /** Which run a statement is about. */
  record Subject(String system, String environment, String attempt, String planHash) {

    static Subject of(RunStatus run) {
      return new Subject(run.system(), run.environment(), run.attempt(), run.planHash());
    }
  }
}
