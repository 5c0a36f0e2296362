package dev.cutover.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.decision.SshSignature;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of the roster lets a key in only if all of it is understood. */
final class AllowedSignerTest {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final byte[] KEY = new byte[32];

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sato ssh-ed25519 KEY",
        "  sato\tssh-ed25519\tKEY a comment",
        "tanaka,sato ssh-ed25519 KEY",
        "\"tanaka,sato\" ssh-ed25519 KEY",
        "sato namespaces=\"cutover\" ssh-ed25519 KEY",
        "sato namespaces=\"git,cutover\" ssh-ed25519 KEY",
        "sato NAMESPACES=\"cutover\",valid-after=\"20200101\" ssh-ed25519 KEY",
      })
  void aLineLetsItsKeyIn(String line) {
    assertThat(read(line).principals()).contains("sato").doesNotContain("somebody");
    assertThat(read(line).isKey(KEY)).isTrue();
    assertThat(read(line).isKey(new byte[] {1})).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sato                                      | has no ssh-ed25519 key",
        "sato ssh-rsa KEY                          | has no ssh-ed25519 key",
        "ssh-ed25519 KEY                           | has no ssh-ed25519 key",
        "sato ssh-ed25519 !!!                      | Illegal base64",
        "sato ssh-ed25519 AAAA                     | cut short",
        "* ssh-ed25519 KEY                         | pattern",
        "!sato,* ssh-ed25519 KEY                   | pattern",
        "sato valid-before=\"20200101\",valid-before=\"20990101\" ssh-ed25519 KEY | twice",
        "sato cert-authority ssh-ed25519 KEY       | option cert-authority",
        "sato no-such-option ssh-ed25519 KEY       | option no-such-option",
        "sato namespaces=\"git\" ssh-ed25519 KEY   | for the namespaces git, not for cutover",
        "sato valid-before=\"soon\" ssh-ed25519 KEY | expected YYYYMMDD",
        "sato valid-before=\"20301332\" ssh-ed25519 KEY | expected YYYYMMDD",
        "sato namespaces=\"cutover ssh-ed25519 KEY | quote that does not end",
      })
  void aLineThatIsNotUnderstoodShutsItsKeyOut(String line, String why) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void timesAreOfTheWorkersZoneUnlessTheySayUtc() {
    AllowedSigner signer =
        read("sato valid-after=\"20300928\",valid-before=\"203009291200Z\" ssh-ed25519 KEY");

    assertThat(signer.validity().covers(Instant.parse("2030-09-27T14:59:59Z"))).isFalse();
    assertThat(signer.validity().covers(Instant.parse("2030-09-27T15:00:00Z"))).isTrue();
    assertThat(signer.validity().covers(Instant.parse("2030-09-29T11:59:59Z"))).isTrue();
    assertThat(signer.validity().covers(Instant.parse("2030-09-29T12:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "# a comment", "  # sato ssh-ed25519 KEY"})
  void commentsAndBlankLinesAreNoSigners(String line) {
    assertThat(AllowedSigner.parse(line, TOKYO)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sato ssh-ed25519 KEY                                        | true",
        "sato namespaces=\"cutover\" ssh-ed25519 KEY                  | true",
        "sato namespaces=\"cutover,cutover-evidence\" ssh-ed25519 KEY | true",
        "sato namespaces=\"git,cutover-evidence\" ssh-ed25519 KEY     | false",
      })
  void aKeyOfEvidenceDecidesNothing(String line, boolean decides) {
    assertThat(read(line).decides()).isEqualTo(decides);
  }

  @Test
  void aLinesTextIsAllOfItButItsComment() {
    String key = SshSignature.openSsh(KEY);

    assertThat(read("  sato\tvalid-before=\"20301101Z\"  ssh-ed25519 KEY 4711 # 佐藤").text())
        .isEqualTo("sato valid-before=\"20301101Z\" ssh-ed25519 " + key);
  }

  private static AllowedSigner read(String line) {
    return Objects.requireNonNull(
        AllowedSigner.parse(line.replace("KEY", SshSignature.openSsh(KEY)), TOKYO));
  }
}
