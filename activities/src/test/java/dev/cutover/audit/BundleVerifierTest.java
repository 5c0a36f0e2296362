package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.decision.SshSignature;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceVerifier;
import dev.cutover.evidence.EvidenceVerifier.Finding;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle is good as it was written, and in no other way. */
final class BundleVerifierTest {

  @TempDir private Path directory;

  @Test
  void aBundleAsItWasWrittenIsGood() throws IOException {
    SampleRun run = SampleRun.complete();

    Verified verified = Written.of(run, directory).verified();

    assertThat(verified.findings()).isEmpty();
    assertThat(verified.notes())
        .extracting(Finding::line)
        .containsExactly(
            "manifest.json: nobody has signed it: compare its digest with one noted elsewhere");
    assertThat(verified.lines()).isEqualTo(run.lines.size());
    assertThat(verified.decisions()).isEqualTo(5);
    assertThat(verified.files()).isEqualTo(run.bundle().files().size());
    assertThat(verified.ledger()).isEqualTo(run.lines.get(run.lines.size() - 1).hash());
    assertThat(verified.signedBy()).isNull();
  }

  @Test
  void theCommandLineFindsWhoVerifies() {
    assertThat(ServiceLoader.load(EvidenceVerifier.class).findFirst()).isPresent();
  }

  @Test
  void whereverOneByteIsChangedItIsFoundAndItsFileNamed() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory, "tanaka", "tanaka");
    assertThat(written.verified().findings()).isEmpty();
    assertThat(written.verified().signedBy()).isEqualTo("tanaka");

    for (Path file : files()) {
      byte[] good = Files.readAllBytes(file);
      String name = directory.relativize(file).toString();
      for (int part = 0; part <= 8; part++) {
        byte[] changed = good.clone();
        int at = (good.length - 1) * part / 8;
        changed[at] ^= 1;
        Files.write(file, changed);
        assertThat(written.verified().findings())
            .as(name + ", byte " + at)
            .extracting(Finding::file)
            .contains(name);
      }
      Files.write(file, good);
    }
    assertThat(written.verified().findings()).isEmpty();
  }

  @Test
  void aFileThatIsMissingIsNamed() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory, "tanaka", "tanaka");

    for (Path file : files()) {
      String name = directory.relativize(file).toString();
      byte[] good = Files.readAllBytes(file);
      Files.delete(file);
      assertThat(written.verified().findings()).extracting(Finding::file).contains(name);
      Files.write(file, good);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void aFileThatWasAddedIsNamed() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);
    written.write("roster/more", "");
    written.write("a/b/c/d/e", "");

    assertThat(written.found())
        .contains("roster/more: is not in the manifest: it was added")
        .contains("a/b/c/d: is a folder deeper than any of a bundle's");
  }

  @Test
  void whoeverTheManifestNamesHasSignedItAndNobodyElse() throws IOException {
    SampleRun run = SampleRun.complete();
    Written written = Written.of(run, directory, "tanaka", "stranger");
    assertThat(written.found()).contains("sig: the key is not one of tanaka in the roster");

    written.sign(run, "sato", SshSignature.EVIDENCE);
    assertThat(written.found()).contains("sig: the key is not one of tanaka in the roster");

    written.sign(run, "tanaka", SshSignature.NAMESPACE);
    assertThat(written.found()).contains("sig: was made for cutover, not for cutover-evidence");

    Files.delete(written.path(Bundle.SIGNATURE));
    assertThat(written.found()).contains("sig: is missing: the manifest says that tanaka");

    written.forge(manifest -> manifest.putNull("signedBy"));
    assertThat(written.found()).isEmpty();

    written.sign(run, "tanaka", SshSignature.EVIDENCE);
    assertThat(written.found()).contains("sig: was added: the manifest says that nobody");
  }

  @Test
  void keysOfEvidenceSignManifestsAndDecideNothing() throws IOException {
    SampleRun run = SampleRun.complete();
    Written written = Written.of(run, directory.resolve("bundle"), "sato", "sato");
    String keys = written.read(Bundle.ALLOWED_SIGNERS);

    String restricted = keys.replace("sato ", "sato namespaces=\"cutover-evidence\" ");
    written.forge(Bundle.ALLOWED_SIGNERS, restricted);
    written.sign(run, "sato", SshSignature.EVIDENCE);

    assertThat(written.verified().signedBy()).isEqualTo("sato");
    assertThat(written.found().lines())
        .singleElement()
        .asString()
        .contains("gate complete by sato")
        .endsWith("the key is not one of sato in the roster");
  }
}
