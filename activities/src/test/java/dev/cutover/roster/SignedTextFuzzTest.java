package dev.cutover.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.activity.DecisionActivities.Question;
import dev.cutover.activity.DecisionActivities.Verdict;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes instead of a signed decision: the readers give a verdict, and none accepts what
 * nobody has signed. Two seconds of it, or {@code -Dcutover.fuzz=PT10M}; the seed is printed with
 * what it found.
 */
final class SignedTextFuzzTest {

  private static final Instant NOW = Instant.parse("2030-09-28T13:00:00Z");
  private static final String[] PIECES = {
    "-----BEGIN SSH SIGNATURE-----",
    "-----END SSH SIGNATURE-----",
    "\"person\":\"sato\"",
    "\"decision\":\"REJECT\"",
    "\\u0041",
    "\u0000",
    "\uD83D",
    "１",
    "1e999999999",
    "null",
    "[[[[[[[[[[[[[[[[",
    "{\"a\":",
    "}",
    "\r\n",
    "====",
  };

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void nothingThatWasNotSignedIsAcceptedAndNothingEscapesTheReaders(@TempDir Path folder)
      throws IOException {
    long seed = Long.getLong("cutover.seed", System.nanoTime());
    Duration length = Duration.parse(System.getProperty("cutover.fuzz", "PT2S"));
    Random dice = new Random(seed);
    Desk desk = new Desk(folder);
    List<String> good =
        List.of(
            desk.sign("tanaka", Answer.APPROVE),
            desk.sign("tanaka", Answer.REJECT),
            desk.sign("sato", Answer.APPROVE));
    good.forEach(text -> assertThat(desk.verify(text).valid()).isTrue());
    long end = System.nanoTime() + length.toNanos();
    long tried = 0;
    long accepted = 0;
    while (System.nanoTime() - end < 0) {
      String mutated = mutated(good, dice);
      Verdict verdict = desk.verify(mutated);
      tried++;
      if (verdict.valid()) {
        accepted++;
        Statement read = SignedText.parse(mutated).statement();
        assertThat(good)
            .as("seed " + seed + ", try " + tried + ": accepted " + mutated)
            .anyMatch(text -> SignedText.parse(text).statement().equals(read));
      } else {
        assertThat(verdict.reason()).isNotBlank();
      }
    }
    System.out.println(
        "seed " + seed + ": " + tried + " texts, " + accepted + " of them as somebody signed them");
    assertThat(tried).isGreaterThan(100);
  }

  private static String mutated(List<String> good, Random dice) {
    String text = good.get(dice.nextInt(good.size()));
    int changes = 1 + dice.nextInt(4);
    for (int i = 0; i < changes; i++) {
      text =
          switch (dice.nextInt(8)) {
            case 0 -> flipped(text, dice);
            case 1 -> spliced(text, good.get(dice.nextInt(good.size())), dice);
            case 2 -> cut(text, dice);
            case 3 -> inserted(text, PIECES[dice.nextInt(PIECES.length)], dice);
            case 4 -> inserted(text, text.substring(dice.nextInt(text.length() + 1)), dice);
            case 5 -> inserted(text, " \n\t".substring(dice.nextInt(3)), dice);
            case 6 -> withOtherSignatureBytes(text, dice);
            default -> withSignatureOf(text, good.get(dice.nextInt(good.size())));
          };
    }
    return text;
  }

  private static String flipped(String text, Random dice) {
    if (text.isEmpty()) {
      return text;
    }
    char[] chars = text.toCharArray();
    chars[dice.nextInt(chars.length)] ^= (char) (1 << dice.nextInt(8));
    return new String(chars);
  }

  private static String spliced(String text, String other, Random dice) {
    return text.substring(0, dice.nextInt(text.length() + 1))
        + other.substring(dice.nextInt(other.length() + 1));
  }

  private static String cut(String text, Random dice) {
    int from = dice.nextInt(text.length() + 1);
    return text.substring(0, from) + text.substring(from + dice.nextInt(text.length() - from + 1));
  }

  private static String inserted(String text, String piece, Random dice) {
    int at = dice.nextInt(text.length() + 1);
    return text.substring(0, at) + piece + text.substring(at);
  }

  /** Through the armor, where lengths and types stand. */
  private static String withOtherSignatureBytes(String text, Random dice) {
    try {
      SignedText signed = SignedText.parse(text);
      byte[] bytes = Base64.getDecoder().decode(signed.signature());
      for (int i = 0; i <= dice.nextInt(3) && bytes.length > 0; i++) {
        bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
      }
      return new SignedText(signed.statement(), Base64.getEncoder().encodeToString(bytes)).text();
    } catch (IllegalArgumentException notReadableAnyMore) {
      return text;
    }
  }

  private static String withSignatureOf(String text, String other) {
    try {
      return new SignedText(SignedText.parse(text).statement(), SignedText.parse(other).signature())
          .text();
    } catch (IllegalArgumentException notReadableAnyMore) {
      return text;
    }
  }

  /** Two people with their keys, and the desk that verifies for both. */
  private static final class Desk {

    private static final Question QUESTION =
        new Question("oms", "rehearsal", "attempt", "go", "nonce", "hash", "lead", NOW);

    private final Signers signers = new Signers();
    private final SignedDecisions decisions;

    Desk(Path folder) throws IOException {
      List<String> lines =
          Stream.of("tanaka", "sato")
              .map(person -> signers.filledIn(person + " ssh-ed25519 KEY", person))
              .toList();
      decisions =
          new SignedDecisions(
              new Roster(
                  Files.write(folder.resolve("allowed_signers"), lines),
                  null,
                  Map.of("lead", List.of("tanaka", "sato")),
                  List.of()));
    }

    Verdict verify(String text) {
      return decisions.verify(QUESTION, text);
    }

    String sign(String person, Answer answer) {
      return signers.sign(
          person,
          new Statement(
              "oms",
              "rehearsal",
              "attempt",
              "go",
              "nonce",
              "hash",
              "",
              answer,
              person,
              "ok",
              NOW.minusSeconds(60),
              NOW.plusSeconds(600)));
    }
  }
}
