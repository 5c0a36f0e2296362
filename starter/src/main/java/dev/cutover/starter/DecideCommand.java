package dev.cutover.starter;

import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.Receipt;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a gate: signs the statement with the person's key, sends it, and prints a receipt. */
final class DecideCommand {

  private static final Duration VALID = Duration.ofMinutes(30);

  private DecideCommand() {}

  /** Who signs, and why. */
  static final class Signer {

    @Option(names = "--as", required = true, paramLabel = "PERSON", description = "key in the plan")
    private String person = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "OpenSSH key")
    private Path key = Path.of("");

    @Option(names = "--reason", paramLabel = "TEXT", description = "stands in the ledger")
    private @Nullable String reason;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    int send(RunArgument run, String gateName, Answer answer) {
      PersonalKey own = PersonalKey.read(key);
      try (TemporalClient temporal = TemporalClient.connect()) {
        RunStatus status = run.status(temporal.client());
        if (status.outcome() != null) {
          return refuse(run.id() + " has ended, " + status.outcome() + ": it asks nothing more");
        }
        OpenGate gate = run.gate(status, gateName);
        Instant now = Instant.now();
        Statement statement =
            new Statement(
                status.system(),
                status.environment(),
                status.attempt(),
                gate.gate(),
                gate.nonce(),
                status.planHash(),
                "",
                answer,
                person,
                reason,
                now,
                now.plus(VALID));
        Receipt receipt =
            temporal
                .client()
                .newUntypedWorkflowStub(run.id())
                .update("decide", Receipt.class, own.sign(statement));
        print(receipt);
        return receipt.accepted() ? ExitCode.DONE : ExitCode.FAILED;
      } catch (WorkflowUpdateException e) {
        Throwable cause = e.getCause();
        return refuse(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
      } catch (WorkflowNotFoundException e) {
        return refuse(run.id() + " has just ended: it asks nothing more");
      }
    }

    private static int refuse(String why) {
      System.err.println("refused: " + why);
      return ExitCode.FAILED;
    }

    private void print(Receipt receipt) {
      System.out.println(json ? Json.of(receipt) : inWords(receipt));
    }
  }

  /** Of an answer that could not be verified nobody knows what it was, or whose. */
  static String inWords(Receipt receipt) {
    Answer answer = receipt.answer();
    return (receipt.accepted() ? "accepted: gate " : "refused: gate ")
        + receipt.gate()
        + (answer == null ? "" : ", " + answer)
        + (receipt.person() == null ? "" : (answer == null ? ", " : " by ") + receipt.person())
        + (receipt.reason().isEmpty() ? "" : ", " + receipt.reason());
  }

  static String word(Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Command(name = "decide", description = "answer an open gate")
  static final class Decide implements Callable<Integer> {

    @Mixin private RunArgument run = new RunArgument();

    @Parameters(index = "1", paramLabel = "GATE", description = "as gates names it")
    private String gate = "";

    @Parameters(index = "2", paramLabel = "ANSWER", description = "one that the gate offers")
    private String answer = "";

    @Mixin private Signer signer = new Signer();

    @Override
    public Integer call() {
      Answer known =
          Arrays.stream(Answer.values())
              .filter(candidate -> word(candidate).equals(answer))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadInput(
                          "answer "
                              + answer
                              + ": there are "
                              + Arrays.stream(Answer.values())
                                  .map(DecideCommand::word)
                                  .collect(Collectors.joining(", "))));
      return signer.send(run, gate, known);
    }
  }

  @Command(name = "approve", description = "approve at an open gate")
  static final class Approve implements Callable<Integer> {

    @Mixin private RunArgument run = new RunArgument();

    @Parameters(index = "1", paramLabel = "GATE", description = "as gates names it")
    private String gate = "";

    @Mixin private Signer signer = new Signer();

    @Override
    public Integer call() {
      return signer.send(run, gate, Answer.APPROVE);
    }
  }

  @Command(name = "reject", description = "reject at an open gate")
  static final class Reject implements Callable<Integer> {

    @Mixin private RunArgument run = new RunArgument();

    @Parameters(index = "1", paramLabel = "GATE", description = "as gates names it")
    private String gate = "";

    @Mixin private Signer signer = new Signer();

    @Override
    public Integer call() {
      return signer.send(run, gate, Answer.REJECT);
    }
  }

  @Command(name = "rollback", description = "order a running cutover to roll back")
  static final class RollBack implements Callable<Integer> {

    @Mixin private RunArgument run = new RunArgument();

    @Mixin private Signer signer = new Signer();

    @Override
    public Integer call() {
      return signer.send(run, "rollback", Answer.ROLL_BACK);
    }
  }

  @Command(name = "repair", description = "let a parked rollback go on")
  static final class Repair implements Callable<Integer> {

    @Mixin private RunArgument run = new RunArgument();

    @Override
    public Integer call() {
      try (TemporalClient temporal = TemporalClient.connect()) {
        RunStatus status = run.status(temporal.client());
        if (status.outcome() != RunStatus.Outcome.PARKED) {
          throw new BadInput(run.id() + " is not parked: there is nothing to repair");
        }
        temporal.client().newUntypedWorkflowStub(run.id()).signal("repair");
        System.out.println(run.id() + " goes on");
        return ExitCode.DONE;
      }
    }
  }
}
