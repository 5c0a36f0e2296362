package dev.cutover.starter;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceVerifier;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cutover evidence}: what can be done with a bundle without any connection. */
@Command(
    name = "evidence",
    description = "verify the evidence of a run",
    subcommands = EvidenceCommand.Verify.class)
final class EvidenceCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new BadInput("evidence: there is verify DIR");
  }

  @Command(name = "verify", description = "whether it is as it was written; exit 1 if it is not")
  static final class Verify implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "that report has written")
    private Path directory = Path.of("");

    @Option(
        names = "--allowed-signers",
        paramLabel = "FILE",
        description = "keys known from elsewhere, as OpenSSH has them, instead of the bundle's")
    private @Nullable Path allowedSigners;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
      if (!Files.isDirectory(directory)) {
        throw new BadInput(directory + ": no such directory");
      }
      if (!Files.exists(directory.resolve(Bundle.MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
        throw new BadInput(directory + " is no bundle of evidence: it has no " + Bundle.MANIFEST);
      }
      if (allowedSigners != null && !Files.isRegularFile(allowedSigners)) {
        throw new BadInput("--allowed-signers " + allowedSigners + ": no such file");
      }
      Verified verified =
          ServiceLoader.load(EvidenceVerifier.class)
              .findFirst()
              .orElseThrow(() -> new BadInput("evidence verify: this program knows no rosters"))
              .verify(directory, allowedSigners);
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? Json.of(verified) : new EvidenceView(verified).inWords());
      out.flush();
      return verified.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
