package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.EvidenceVerifier.Finding;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come and go: what was decided with one is judged as of then; by whose roster is said. */
final class KeysOfThenTest {

  private static final Instant CAME = SampleRun.NIGHT.plusSeconds(60);

  @TempDir private Path directory;
  private SampleRun run;

  @BeforeEach
  void begins() throws IOException {
    run = SampleRun.begun();
    run.gate("go", "n1");
  }

  @Test
  void aKeyThatIsRevokedNowIsNotedAndNoFault() throws IOException {
    run.decides("go", "n1", "tanaka", CAME);
    run.revoked = run.signers.filledIn("FINGERPRINT of tanaka's\n", "tanaka");
    run.ends("FAILED");

    Verified verified = Written.of(run, directory).verified();
    assertThat(verified.findings()).isEmpty();
    assertThat(verified.notes())
        .extracting(Finding::line)
        .anyMatch(
            note ->
                note.startsWith("roster/revoked: line")
                    && note.endsWith("the key is revoked now; when is not known"));
  }

  @Test
  void anAnswerThatWasTakenBackHasNotCounted() throws IOException {
    run.gate("complete", "n3");
    String gone = signedByAKeyThatIsGone("complete", "n3", "sato");
    run.decides("complete", "n3", "sato", Answer.APPROVE, CAME, gone);
    takesBack("complete", "n3", "sato");
    run.decides("complete", "n3", "sato", CAME.plusSeconds(1));
    run.decides("complete", "n3", "tanaka", CAME.plusSeconds(2));
    run.passes("gate-complete");
    run.ends("FAILED");

    Verified verified = Written.of(run, directory).verified();
    assertThat(verified.findings()).isEmpty();
    assertThat(verified.decisions()).isEqualTo(3);
    assertThat(verified.notes())
        .extracting(Finding::what)
        .anyMatch(note -> note.endsWith("it was taken back later, and has not counted"));
  }

  @Test
  void whatWasTakenBackIsNoApproval() throws IOException {
    run.gate("complete", "n3");
    run.decides("complete", "n3", "sato", CAME);
    takesBack("complete", "n3", "sato");
    run.decides("complete", "n3", "tanaka", CAME);
    run.passes("gate-complete");
    run.ends("FAILED");

    assertThat(Written.of(run, directory).found())
        .contains(": gate complete was passed without the approvals that the plan wants");
  }

  @Test
  void whatHasDecidedIsNotTakenBack() throws IOException {
    String gone = signedByAKeyThatIsGone("go", "n1", "tanaka");
    run.decides("go", "n1", "tanaka", Answer.APPROVE, CAME, gone);
    takesBack("go", "n1", "tanaka");
    run.ends("FAILED");

    assertThat(Written.of(run, directory).found())
        .endsWith("the key is not one of tanaka in the roster");
  }

  @Test
  void whoIsAskedAnewHasNotApprovedYet() throws IOException {
    run.decides("go", "n1", "tanaka", CAME);
    takesBack("go", "n1", "tanaka");
    run.gate("go", "n2");
    run.passes("gate-go");
    run.ends("FAILED");

    assertThat(Written.of(run, directory).found())
        .endsWith(": gate go was passed without the approvals that the plan wants");
  }

  @Test
  void whoIsAskedAnewMayApprove() throws IOException {
    run.decides("go", "n1", "tanaka", CAME);
    takesBack("go", "n1", "tanaka");
    run.gate("go", "n2");
    run.decides("go", "n2", "tanaka", CAME.plusSeconds(1));
    run.passes("gate-go");
    run.ends("FAILED");

    assertThat(Written.of(run, directory).verified().findings()).isEmpty();
  }

  @Test
  void keysThatTheAuditorKnowsCountInsteadOfTheBundles() throws IOException {
    run.decides("go", "n1", "tanaka", CAME);
    run.ends("FAILED");
    Written written = Written.of(run, directory.resolve("bundle"), "tanaka", "tanaka");
    Path own = directory.resolve("own");

    Files.writeString(own, run.signers.filledIn("tanaka ssh-ed25519 KEY\n", "sato"));
    assertThat(written.verifiedBy(own).signedBy()).isNull();
    assertThat(written.verifiedBy(own).findings())
        .extracting(Finding::line)
        .hasSize(3)
        .anyMatch(line -> line.endsWith("sig: the key is not one of tanaka in the roster"))
        .allMatch(line -> line.contains("the key is not one of "));
    Files.writeString(
        own,
        run.signers.filledIn("tanaka ssh-ed25519 KEY\n", "tanaka")
            + run.signers.filledIn("suzuki ssh-ed25519 KEY\n", "suzuki"));
    assertThat(written.verifiedBy(own).findings()).isEmpty();
    assertThat(written.verifiedBy(own).signedBy()).isEqualTo("tanaka");
    assertThat(written.verifiedBy(own).allowedSigners()).isEqualTo(own.toString());
    assertThat(written.verified().allowedSigners()).isNull();
  }

  private String signedByAKeyThatIsGone(String gate, String nonce, String person) {
    return run.signers.sign("gone", run.statement(gate, nonce, person, Answer.APPROVE, CAME));
  }

  private void takesBack(String gate, String nonce, String person) {
    String why = LedgerEntry.COUNTS_NO_MORE + "the key of " + person + " was revoked";
    run.tell(
        Kind.DECISION,
        gate,
        Map.of("outcome", "refused", "person", person, "nonce", nonce, "reason", why));
  }
}
