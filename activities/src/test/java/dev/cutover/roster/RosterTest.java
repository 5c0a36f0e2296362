package dev.cutover.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.decision.SshSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may act, in which role, with which key, and when. */
final class RosterTest {

  private static final Instant NIGHT = Instant.parse("2030-09-28T13:00:00Z");
  private static final byte[] KEY = new byte[32];
  private static final String ROLE = "it-infrastructure-manager";

  @TempDir private Path directory;

  @Test
  void aDeputyHasTheRolesOfWhomTheyStandInForWhileTheyDo() throws IOException {
    Roster roster =
        roster(
            null,
            new Deputy(
                "sato",
                "tanaka",
                Instant.parse("2030-09-28T11:00:00Z"),
                Instant.parse("2030-09-30T00:00:00Z")));

    assertThat(roster.objection("tanaka", ROLE, NIGHT)).isEmpty();
    assertThat(roster.objection("tanaka", ROLE, NIGHT.minusSeconds(7201)).orElse(""))
        .contains("stands in for sato from 2030-09-28T11:00:00Z until 2030-09-30T00:00:00Z only");
    assertThat(roster.objection("tanaka", ROLE, Instant.parse("2030-09-30T00:00:00Z"))).isPresent();
    assertThat(roster.objection("tanaka", "db-team", NIGHT).orElse(""))
        .contains("does not have the role");
  }

  @Test
  void aDeputysDeputyStandsInForNobodyElse() throws IOException {
    Roster roster =
        roster(
            null,
            new Deputy("sato", "tanaka", null, null),
            new Deputy("tanaka", "ito", null, null));

    assertThat(roster.objection("ito", ROLE, NIGHT)).isPresent();
  }

  @Test
  void aKeyCountsOnlyWhileItIsValid() throws IOException {
    Files.writeString(
        directory.resolve("allowed_signers"),
        "sato valid-before=\"20300101Z\" ssh-ed25519 " + SshSignature.openSsh(KEY));
    Roster roster = new Roster(directory.resolve("allowed_signers"), null, Map.of(), List.of());

    assertThat(roster.objection("sato", KEY, NIGHT).orElse(""))
        .isEqualTo("the key of sato is valid until 2030-01-01T00:00:00Z only");
    assertThat(roster.objection("sato", KEY, Instant.parse("2029-12-31T23:59:59Z"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh-ed25519 %s gone", "%s", "SHA256:", "# nobody\n\nssh-ed25519 %s"})
  void aRevokedKeyCountsNoMoreHoweverItIsWritten(String line) throws IOException {
    String written =
        line.equals("SHA256:")
            ? RevokedKeys.fingerprint(KEY) + " sato (ED25519)"
            : line.formatted(SshSignature.openSsh(KEY));
    Path revoked = Files.writeString(directory.resolve("revoked"), written);
    Roster roster = roster(revoked);

    assertThat(roster.objection("sato", KEY, NIGHT)).hasValue("the key of sato was revoked");
    Files.writeString(revoked, "");
    assertThat(roster.objection("sato", KEY, NIGHT)).isEmpty();
  }

  @Test
  void aKeyOfEvidenceIsNobodysWhoDecides() throws IOException {
    Path signers =
        Files.writeString(
            directory.resolve("allowed_signers"),
            "auditor namespaces=\"cutover-evidence\" ssh-ed25519 " + SshSignature.openSsh(KEY));
    Roster roster = new Roster(signers, null, Map.of(), List.of());

    assertThat(roster.objection("auditor", KEY, NIGHT)).isPresent();
    assertThat(roster.objectionToEvidence("auditor", KEY, NIGHT)).isEmpty();
    assertThat(Roster.people(signers)).isEmpty();
  }

  @Test
  void revocationsThatCannotBeReadLetNobodyIn() throws IOException {
    Path revoked = Files.writeString(directory.resolve("revoked"), "\nsato\n");

    assertThatThrownBy(() -> roster(revoked).objection("sato", KEY, NIGHT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("revoked:2: expected ssh-ed25519");
    Files.writeString(revoked, "SHA256:abc\n");
    assertThatThrownBy(() -> Roster.checkRevoked(revoked)).hasMessageContaining("revoked:1");
    Files.write(revoked, new byte[] {'S', 'S', 'H', 'K', 'R', 'L', (byte) 0xff, 0});
    assertThatThrownBy(() -> Roster.checkRevoked(revoked))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no KRL");
  }

  private Roster roster(@Nullable Path revoked, Deputy... deputies) throws IOException {
    Path signers =
        Files.writeString(
            directory.resolve("allowed_signers"),
            "sato ssh-ed25519 " + SshSignature.openSsh(KEY) + "\n");
    return new Roster(signers, revoked, Map.of(ROLE, List.of("sato")), List.of(deputies));
  }
}
