package dev.cutover.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cutover.activity.DecisionActivities.Question;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attempt that is not the entitled person's own, as it was signed and in time, is refused.
 */
final class RefusedDecisionsTest {

  private static final Instant NIGHT = Instant.parse("2030-09-28T13:00:00Z");
  private static final Statement SIGNED =
      new Statement(
          "oms",
          "rehearsal",
          "a1",
          "go",
          "n1",
          "h1",
          "",
          Answer.APPROVE,
          "tanaka",
          "as planned",
          NIGHT,
          NIGHT.plusSeconds(1800));
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final Signers signers = new Signers();

  @TempDir private Path folder;

  /** One attempt; what it does not say is as it should be. */
  record Attempt(
      String name,
      @Nullable String text,
      @Nullable String signer,
      @Nullable Map<String, String> statement,
      @Nullable Map<String, String> instead,
      @Nullable String behind,
      @Nullable String namespace,
      @Nullable Map<String, String> replace,
      @Nullable Map<String, String> bytes,
      @Nullable String type,
      boolean flip,
      int cut,
      int append,
      @Nullable String roster,
      @Nullable String revoked,
      @Nullable String came,
      boolean asks,
      String says) {}

  static Stream<Named<Attempt>> attempts() throws IOException {
    String file = "/refused-decisions/decisions.yaml";
    try (InputStream in =
        Objects.requireNonNull(RefusedDecisionsTest.class.getResourceAsStream(file), file)) {
      return Arrays.stream(YAMLMapper.builder().build().readValue(in, Attempt[].class))
          .map(attempt -> Named.of(attempt.name(), attempt));
    }
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void isRefusedWithItsReason(Attempt attempt) throws IOException {
    Verdict verdict = verify(attempt, text(attempt));

    assertThat(verdict.valid()).isFalse();
    assertThat(verdict.answer()).isNull();
    assertThat(verdict.reason()).contains(attempt.says());
  }

  @Test
  void theSameWithoutAnythingWrongIsAccepted() throws IOException {
    Attempt nothingWrong = read("{ name: nothing wrong, says: '' }");

    Verdict verdict = verify(nothingWrong, text(nothingWrong));
    assertThat(verdict.valid()).as(verdict.reason()).isTrue();
  }

  @Test
  void anybodyOfTheRosterAsksForARun() throws IOException {
    Attempt request =
        read(
            "{ name: no role, asks: true, signer: sato, says: '',"
                + " statement: { person: sato, gate: start, nonce: a1 } }");

    Verdict verdict = verify(request, text(request));
    assertThat(verdict.valid()).as(verdict.reason()).isTrue();
    assertThat(verdict.person()).isEqualTo("sato");
  }

  private static Attempt read(String yaml) throws JsonProcessingException {
    return YAMLMapper.builder().build().readValue(yaml, Attempt.class);
  }

  private Verdict verify(Attempt attempt, String text) throws IOException {
    String line = attempt.roster() == null ? "tanaka ssh-ed25519 KEY" : attempt.roster();
    Path roster =
        Files.writeString(
            folder.resolve("allowed_signers"),
            signers.filledIn(line, "tanaka")
                + "\n"
                + signers.filledIn("sato ssh-ed25519 KEY", "sato")
                + "\n"
                + signers.filledIn("ito ssh-ed25519 KEY", "ito")
                + "\n");
    Path revoked = null;
    if (attempt.revoked() != null) {
      revoked =
          Files.writeString(
              folder.resolve("revoked"), signers.filledIn(attempt.revoked(), "tanaka"));
    }
    Deputy deputy =
        new Deputy("tanaka", "ito", NIGHT.plusSeconds(3600), NIGHT.plusSeconds(3 * 3600));
    Instant came = attempt.came() == null ? NIGHT.plusSeconds(60) : Instant.parse(attempt.came());
    return new SignedDecisions(
            new Roster(
                roster,
                revoked,
                Map.of("migration-lead", List.of("tanaka"), "db-team", List.of("sato")),
                List.of(deputy)))
        .verify(question(attempt, came), text);
  }

  private static Question question(Attempt attempt, Instant came) {
    return attempt.asks()
        ? new Question("oms", "rehearsal", "a1", "start", "a1", "h1", null, came)
        : new Question("oms", "rehearsal", "a1", "go", "n1", "h1", "migration-lead", came);
  }

  private String text(Attempt attempt) throws IOException {
    Statement statement = changed(attempt.statement());
    Statement signed = attempt.instead() == null ? statement : changed(attempt.instead());
    String behind = Objects.requireNonNullElse(attempt.behind(), "");
    String signer = Objects.requireNonNullElse(attempt.signer(), "tanaka");
    String armor = altered(attempt, signers.signature(signer, signed.canonical() + behind));
    String whole = new SignedText(statement, armor).text();
    if (attempt.text() != null) {
      return attempt
          .text()
          .replace("MEGABYTE", "x".repeat(1 << 20))
          .replace("STATEMENT", statement.canonical())
          .replace("ARMOR", whole.substring(statement.canonical().length()));
    }
    if (attempt.replace() != null) {
      for (Map.Entry<String, String> change : attempt.replace().entrySet()) {
        assertThat(whole).contains(change.getKey());
        whole = whole.replace(change.getKey(), change.getValue());
      }
    }
    return whole;
  }

  private static Statement changed(@Nullable Map<String, String> changes) throws IOException {
    ObjectNode statement = JSON.valueToTree(SIGNED);
    if (changes != null) {
      changes.forEach(statement::put);
    }
    return JSON.treeToValue(statement, Statement.class);
  }

  private static String altered(Attempt attempt, String armor) {
    byte[] raw = Base64.getDecoder().decode(armor);
    String bytes = new String(raw, StandardCharsets.ISO_8859_1);
    if (attempt.bytes() != null) {
      for (Map.Entry<String, String> change : attempt.bytes().entrySet()) {
        assertThat(bytes).contains(change.getKey());
        bytes = bytes.replace(change.getKey(), change.getValue());
      }
    }
    if (attempt.namespace() != null) {
      bytes = bytes.replace(SshSignature.NAMESPACE, attempt.namespace());
    }
    if (attempt.type() != null) {
      bytes = withType(bytes, attempt.type());
    }
    bytes = bytes.substring(0, bytes.length() - attempt.cut()) + "x".repeat(attempt.append());
    raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    if (attempt.flip()) {
      raw[raw.length - 1] ^= 1;
    }
    return Base64.getEncoder().encodeToString(raw);
  }

  /** Another type of key in the key and in what it signed, with all lengths right. */
  private static String withType(String bytes, String type) {
    String own = "ssh-ed25519";
    String changed = bytes;
    for (int content : List.of(32, 64)) {
      String before = length(8 + own.length() + content) + length(own.length()) + own;
      assertThat(changed).contains(before);
      String after = length(8 + type.length() + content) + length(type.length()) + type;
      changed = changed.replace(before, after);
    }
    return changed;
  }

  /** As SSH writes it, of less than 256 bytes. */
  private static String length(int bytes) {
    return "\0\0\0" + (char) bytes;
  }
}
