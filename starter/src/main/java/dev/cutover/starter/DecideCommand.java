package dev.cutover.starter;

import dev.cutover.plan.Answer;
import dev.cutover.workflow.Receipt;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Answers a gate: signs the statement with the person's key, sends it, and prints a receipt. */
final class DecideCommand {

  private DecideCommand() {}

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
}
