package dev.cutover.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cutover.activity.DecisionActivities.Question;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.SshSignature;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may decide: every attempt that is not the entitled person's own, in time, is refused. */
final class SignedDecisionsTest {

  private static final Instant NOW = Instant.parse("2030-09-28T13:00:00Z");
  private static final Question QUESTION =
      new Question(
          "oms",
          "rehearsal",
          "attempt",
          "go",
          "nonce",
          "hash",
          "migration-lead",
          NOW.plusSeconds(60));

  @Test
  void theEntitledPersonsOwnSignatureIsAccepted(@TempDir Path folder) throws Exception {
    Desk desk = new Desk(folder);
    Verdict verdict = desk.verify(desk.sign(desk.lead, statement("taro-tanaka", "nonce", "hash")));

    assertTrue(verdict.valid(), verdict.reason());
    assertEquals("taro-tanaka", verdict.person());
    assertEquals(Answer.APPROVE, verdict.answer());
  }

  @Test
  void everythingElseIsRefusedWithItsReason(@TempDir Path folder) throws Exception {
    Desk desk = new Desk(folder);
    String good = desk.sign(desk.lead, statement("taro-tanaka", "nonce", "hash"));
    Statement base = statement("taro-tanaka", "nonce", "hash");
    Map<String, String> attempts =
        Map.ofEntries(
            Map.entry("rubbish", "not a signed decision"),
            Map.entry(base.canonical(), "not a signed decision"),
            Map.entry("x".repeat(1 << 20), "longer than"),
            Map.entry(good.replace("APPROVE", "REJECT"), "does not fit"),
            Map.entry(desk.sign(desk.stranger, base), "valid until 2020-01-01"),
            Map.entry(desk.sign(desk.manager, base), "not one of taro-tanaka"),
            Map.entry(desk.sign(desk.manager, statement("sato", "nonce", "hash")), "the role"),
            Map.entry(desk.sign(desk.lead, statement("taro-tanaka", "old", "hash")), "earlier"),
            Map.entry(desk.sign(desk.lead, statement("taro-tanaka", "nonce", "x")), "version"),
            Map.entry(desk.sign(desk.lead, dated(base, NOW.plusSeconds(600))), "future"),
            Map.entry(desk.sign(desk.lead, dated(base, NOW.minusSeconds(7200))), "expired"));
    attempts.forEach(
        (text, reason) -> {
          Verdict verdict = desk.verify(text);
          assertFalse(verdict.valid(), reason);
          assertTrue(String.valueOf(verdict.reason()).contains(reason), verdict.reason());
        });
  }

  @Test
  void aKeyThatWasTakenOutOfTheRosterCountsNoMore(@TempDir Path folder) throws Exception {
    Desk desk = new Desk(folder);
    String text = desk.sign(desk.lead, statement("taro-tanaka", "nonce", "hash"));
    assertTrue(desk.verify(text).valid());
    Files.writeString(desk.roster, "# nobody\n");
    assertFalse(desk.verify(text).valid());
  }

  @Test
  void theWhiteSpaceOfATextBoxDoesNotMatter(@TempDir Path folder) throws Exception {
    Desk desk = new Desk(folder);
    String text = desk.sign(desk.lead, statement("taro-tanaka", "nonce", "hash"));
    assertTrue(desk.verify("  " + text.replace("\n", " \r\n ") + "\n\n").valid());
  }

  @Test
  void whatSshKeygenSignsIsAcceptedAsItIs(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "no ssh-keygen here");
    Desk desk = new Desk(folder);
    Path key = folder.resolve("key");
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    String[] words = Files.readString(folder.resolve("key.pub")).split(" ", -1);
    Files.writeString(desk.roster, "taro-tanaka ssh-ed25519 " + words[1] + "\n");
    Statement statement = statement("taro-tanaka", "nonce", "hash");
    Path message = Files.writeString(folder.resolve("statement"), statement.canonical());
    run(
        "ssh-keygen",
        "-q",
        "-Y",
        "sign",
        "-n",
        "cutover",
        "-f",
        key.toString(),
        message.toString());
    String armor = Files.readString(folder.resolve("statement.sig"));

    Verdict verdict = desk.verify(statement.canonical() + "\n" + armor);
    assertTrue(verdict.valid(), verdict.reason());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static Statement statement(String person, String nonce, String planHash) {
    return new Statement(
        "oms",
        "rehearsal",
        "attempt",
        "go",
        nonce,
        planHash,
        "",
        Answer.APPROVE,
        person,
        "ok",
        NOW,
        NOW.plus(Duration.ofHours(1)));
  }

  private static Statement dated(Statement s, Instant issued) {
    return new Statement(
        s.system(),
        s.environment(),
        s.attempt(),
        s.gate(),
        s.nonce(),
        s.planHash(),
        "",
        s.decision(),
        s.person(),
        s.reason(),
        issued,
        issued.plus(Duration.ofHours(1)));
  }

  /** A roster of two people, and somebody who is not in it. */
  private static final class Desk {

    final KeyPair lead = key();
    final KeyPair manager = key();
    final KeyPair stranger = key();
    final Path roster;
    private final SignedDecisions decisions;

    Desk(Path folder) throws IOException, GeneralSecurityException {
      roster =
          Files.writeString(
              folder.resolve("allowed_signers"),
              "taro-tanaka namespaces=\"cutover\" ssh-ed25519 "
                  + ssh(lead)
                  + "\n"
                  + "sato ssh-ed25519 "
                  + ssh(manager)
                  + " a comment\n"
                  + "taro-tanaka valid-before=\"20200101\" ssh-ed25519 "
                  + ssh(stranger)
                  + "\n");
      decisions =
          new SignedDecisions(
              new Roster(
                  roster,
                  null,
                  Map.of(
                      "migration-lead", List.of("taro-tanaka"),
                      "it-infrastructure-manager", List.of("sato")),
                  List.of()));
    }

    private static KeyPair key() throws GeneralSecurityException {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static byte[] raw(KeyPair pair) {
      return SshSignature.rawKey((EdECPublicKey) pair.getPublic());
    }

    private static String ssh(KeyPair pair) {
      return SshSignature.openSsh(raw(pair));
    }

    String sign(KeyPair pair, Statement statement) {
      byte[] message = statement.canonical().getBytes(StandardCharsets.UTF_8);
      SshSignature signature = SshSignature.sign(pair.getPrivate(), raw(pair), message);
      return new SignedText(statement, signature.encoded()).text();
    }

    Verdict verify(String text) {
      return decisions.verify(QUESTION, text);
    }
  }
}
