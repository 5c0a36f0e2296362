package dev.cutover.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.evidence.RosterCopy;
import dev.cutover.evidence.RosterCopy.DeputyCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the roster lets in whom the roster let in, wherever it is read. */
final class WorkerEvidenceTest {

  private static final Instant NIGHT = Instant.parse("2030-09-28T13:00:00Z");
  private static final String WEBMASTER = "webmaster ssh-ed25519 KEY of the web server\n";

  private final Signers signers = new Signers();

  @TempDir private Path directory;

  @Test
  void theCopyIsAllThatDecisionsAreJudgedBy() throws IOException {
    Path keys =
        keys(
            "# the night of September 28\n\n",
            filled("sato namespaces=\"cutover\"  ssh-ed25519\tKEY 佐藤 extension 4711\n"),
            line("tanaka"),
            filled(WEBMASTER));
    Roster roster = roster(keys, null);

    RosterCopy copy = new WorkerEvidence(roster).roster(List.of());

    assertThat(copy.allowedSigners())
        .isEqualTo(filled("sato namespaces=\"cutover\" ssh-ed25519 KEY\n") + line("tanaka"));
    assertThat(copy.revoked()).isNull();
    assertThat(copy.roles())
        .isEqualTo(
            new RosterCopy.Roles(
                Map.of("manager", List.of("ito", "sato")),
                List.of(new DeputyCopy("sato", "tanaka", NIGHT, null)),
                "Asia/Tokyo"));
  }

  @Test
  void whoHasSignedIsInTheCopyWithoutAnyRole() throws IOException {
    Roster roster = roster(keys(line("suzuki"), filled(WEBMASTER)), null);

    assertThat(new WorkerEvidence(roster).roster(List.of("suzuki")).allowedSigners())
        .isEqualTo(line("suzuki"));
  }

  @Test
  void whoeverElseHasAKeyShutsItOutInTheCopyToo() throws IOException {
    String shared = signers.filledIn("stranger ssh-ed25519 KEY\n", "sato");
    Roster roster = roster(keys(line("sato"), shared, filled(WEBMASTER)), null);

    assertThat(new WorkerEvidence(roster).roster(List.of()).allowedSigners())
        .isEqualTo(line("sato") + shared);
  }

  @Test
  void ofRevokedKeysThoseAreCopiedThatAreInIt() throws IOException {
    Path revoked =
        Files.writeString(
            directory.resolve("revoked"),
            "# lost in the train\n"
                + signers.filledIn("ssh-ed25519 KEY sato's\n", "sato")
                + signers.filledIn("FINGERPRINT webmaster's\n", "webmaster"));
    Roster roster = roster(keys(line("sato"), line("tanaka"), filled(WEBMASTER)), revoked);

    assertThat(new WorkerEvidence(roster).roster(List.of()).revoked())
        .isEqualTo(signers.filledIn("FINGERPRINT\n", "sato"));
  }

  @Test
  void timesThatNameNoZoneAreOfTheZoneInWhichTheyWereWritten() throws IOException {
    Path keys = keys(filled("sato valid-after=\"20300928\" ssh-ed25519 KEY\n"));
    Instant midnightInTokyo = Instant.parse("2030-09-27T15:00:00Z");

    assertThat(past(keys, "Asia/Tokyo").objectionToEvidence("sato", key(), midnightInTokyo))
        .isEmpty();
    assertThat(past(keys, "UTC").objectionToEvidence("sato", key(), midnightInTokyo)).isPresent();
  }

  @Test
  void versionsHaveTheirNames() throws IOException {
    Roster roster = new Roster(keys(""), null, Map.of(), List.of());

    assertThat(new WorkerEvidence(roster).versions())
        .containsOnlyKeys("cutover", "java", "temporal-sdk")
        .doesNotContainValue("");
  }

  @Test
  void aRosterThatCannotBeReadIsNotCopied() {
    Roster roster = new Roster(directory.resolve("nowhere"), null, Map.of(), List.of());

    assertThatThrownBy(() -> new WorkerEvidence(roster).roster(List.of()))
        .hasMessageContaining("the roster can't be read")
        .hasMessageContaining("nowhere");
  }

  private static Roster roster(Path keys, @Nullable Path revoked) {
    return new Roster(
        keys,
        revoked,
        Map.of("manager", List.of("sato", "ito")),
        List.of(new Deputy("sato", "tanaka", NIGHT, null)),
        ZoneId.of("Asia/Tokyo"));
  }

  private String line(String person) {
    return filled(person + " ssh-ed25519 KEY\n");
  }

  /** With the key of its first word. */
  private String filled(String line) {
    return signers.filledIn(line, line.substring(0, line.indexOf(' ')));
  }

  private Path keys(String... lines) throws IOException {
    return Files.writeString(directory.resolve("allowed_signers"), String.join("", lines));
  }

  private byte[] key() {
    return signers.publicKey("sato");
  }

  private static PastRoster past(Path keys, String zone) {
    return new PastRoster(keys, null, new RosterCopy.Roles(Map.of(), List.of(), zone));
  }
}
