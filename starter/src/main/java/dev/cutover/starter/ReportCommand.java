package dev.cutover.starter;

import dev.cutover.decision.SshArmor;
import dev.cutover.decision.SshSignature;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.Manifest;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.client.WorkflowClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cutover report}: all that a run leaves behind, for whoever asks later. */
@Command(
    name = "report",
    description = "write the evidence of a run, one that goes on too, into a directory")
final class ReportCommand implements Callable<Integer> {

  @Mixin private RunArgument run = new RunArgument();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "a directory that is not there yet, or empty")
  private Path out = Path.of("");

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "the plan, where Temporal does not have the run any more")
  private @Nullable Path plan;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "who signs the manifest; without it nobody does")
  private @Nullable String person;

  @Option(names = "--key", paramLabel = "FILE", description = "with --as: that person's key")
  private @Nullable Path key;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Override
  public Integer call() {
    if ((person == null) != (key == null)) {
      throw new BadInput("--as and --key belong together: give both, or neither");
    }
    BundleDirectory directory = BundleDirectory.at(out);
    PersonalKey own = key == null ? null : PersonalKey.read(key);
    try (TemporalClient temporal = TemporalClient.connect()) {
      Made made = make(temporal.client(), directory, own);
      System.out.println(json ? Json.of(made) : made.inWords());
      return ExitCode.DONE;
    }
  }

  private Made make(WorkflowClient client, BundleDirectory directory, @Nullable PersonalKey own) {
    ReportedRun reported = ReportedRun.find(client, run, plan);
    Bundle bundle = reported.bundle(person);
    Manifest manifest = bundle.manifest(person);
    String text = manifest.canonical();
    String signature =
        own == null
            ? null
            : SshArmor.of(
                own.sign(SshSignature.EVIDENCE, text.getBytes(StandardCharsets.UTF_8)).encoded());
    directory.write(bundle, manifest, signature);
    return new Made(
        directory.path().toString(),
        manifest.attempt(),
        reported.outcome(),
        manifest.files().size(),
        manifest.lastSeq(),
        manifest.digest(),
        manifest.lastHash(),
        person);
  }

  /**
   * What was written.
   *
   * @param outcome null while the run goes on, or where Temporal does not have it any more
   * @param lines of the ledger
   * @param manifest its digest, to be noted elsewhere
   * @param ledger hash of its last line, to be noted elsewhere
   */
  record Made(
      String directory,
      String attempt,
      @Nullable Outcome outcome,
      int files,
      long lines,
      String manifest,
      String ledger,
      @Nullable String signedBy) {

    String inWords() {
      return """
          %s: %d files, %,d lines of the ledger, attempt %s%s
          manifest %s
          ledger   %s
          Note both where nobody can change them who can change the bundle (docs/evidence.md)."""
          .formatted(directory, files, lines, attempt, end(), manifest, ledger);
    }

    private String end() {
      return outcome == null ? ", no outcome" : ", " + outcome;
    }
  }
}
