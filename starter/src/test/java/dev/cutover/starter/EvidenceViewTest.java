package dev.cutover.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.EvidenceVerifier.Finding;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people read of a bundle says by whose keys it was judged, and commands no terminal. */
final class EvidenceViewTest {

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @Test
  void whoSignedIsSaidByWhoseRoster() {
    assertThat(view(DIGEST, "sato", null))
        .isEqualTo(
            "good: 7 lines of the ledger, 2 decisions verified, 9 files as they were,"
                + " signed by sato as the bundle's own roster has it\nmanifest "
                + DIGEST
                + "\nledger   "
                + DIGEST);
    assertThat(view(DIGEST, "sato", "own-keys")).contains(", signed by sato as own-keys has it\n");
    assertThat(view(DIGEST, null, "own-keys")).doesNotContain("signed by");
  }

  @Test
  void whatIsNoDigestIsNotShown() {
    assertThat(view("\u001b[2J" + DIGEST, "sato", null)).doesNotContain("manifest", "ledger  ");
    assertThat(view(DIGEST.substring(1), "sato", null)).doesNotContain("manifest", "ledger  ");
  }

  @Test
  void nothingOfTheBundleReachesTheTerminalUnseen() {
    Finding finding = new Finding("a\u0007", "b\u009b2J\u202e\nc");
    Verified verified =
        new Verified(
            List.of(finding), List.of(finding), 1, 1, 1, null, null, "sato\u001b]0;\u0007", null);

    assertThat(new EvidenceView(verified).inWords().replace("\n", "").codePoints())
        .noneMatch(Character::isISOControl)
        .doesNotContain(0x202e);
    assertThat(verified.signedBy()).isEqualTo("sato\uFFFD]0;\uFFFD");
  }

  private static String view(
      String digest, @Nullable String signedBy, @Nullable String allowedSigners) {
    return new EvidenceView(
            new Verified(List.of(), List.of(), 7, 2, 9, digest, digest, signedBy, allowedSigners))
        .inWords();
  }
}
