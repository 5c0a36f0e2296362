package dev.cutover.starter;

import dev.cutover.plan.Answer;
import dev.cutover.workflow.CutoverRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks for a run, and why. */
final class Asker {

  @Option(names = "--as", paramLabel = "PERSON", description = "who asks for the run and signs it")
  private @Nullable String person;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "OpenSSH key, or the public half of one that an agent holds")
  private @Nullable Path key;

  @Option(names = "--reason", paramLabel = "TEXT", description = "stands in the ledger")
  private @Nullable String reason;

  /**
   * Who asks; null where nobody says so.
   *
   * @param required whether the run needs somebody who does
   * @throws BadInput if that can't be known, or signed, from what was given
   */
  @Nullable Signed read(boolean required) {
    String asks = person;
    Path own = key;
    if (asks != null && own != null) {
      return new Signed(asks, PersonalKey.read(own), reason);
    }
    if (required) {
      throw new BadInput("--as PERSON --key FILE are needed: who asks for this run signs it");
    }
    if (asks != null || own != null) {
      throw new BadInput("--as PERSON and --key FILE go together: give both, or neither");
    }
    if (reason != null) {
      throw new BadInput("--reason belongs to --as PERSON --key FILE: give both, or leave it out");
    }
    return null;
  }

  /** Somebody who asks, with their key. */
  record Signed(String person, PersonalKey key, @Nullable String reason) {

    /** What says that they ask for this run. */
    String request(Signer.Subject run) {
      return key.sign(
          Signer.statement(
              run, CutoverRequest.GATE, run.attempt(), Answer.APPROVE, person, reason));
    }
  }
}
