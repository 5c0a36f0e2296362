package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that was changed breaks at a line, though the manifest was made to fit it. */
final class LedgerChainTest {

  private static final String OTHER =
      new LedgerEntry(SampleRun.NIGHT, Kind.STEP, "go", Map.of("outcome", "DONE")).canonical();

  @TempDir private Path directory;
  private SampleRun run;

  @BeforeEach
  void runs() throws IOException {
    run = SampleRun.complete();
  }

  @Test
  void aLineThatWasDroppedIsMissedAtTheNext() throws IOException {
    run.lines.remove(3);

    assertThat(found()).startsWith("ledger.jsonl: line 4 (seq 5) stands where seq 4 was");
  }

  @Test
  void aLineThatWasAddedTakesTheNextOnesPlace() throws IOException {
    LedgerLine before = run.lines.get(2);
    run.lines.add(3, LedgerLine.after(before.seq(), before.hash(), "a1-99", "a1", OTHER));

    assertThat(found()).startsWith("ledger.jsonl: line 5 (seq 4) stands where seq 5 was");
  }

  @Test
  void linesThatChangedPlacesAreOutOfTheirOrder() throws IOException {
    Collections.swap(run.lines, 2, 3);

    assertThat(found()).startsWith("ledger.jsonl: line 3 (seq 4) stands where seq 3 was");
  }

  @Test
  void aLineThatSaysSomethingElseHasNotItsHash() throws IOException {
    LedgerLine line = run.lines.get(3);
    run.lines.set(
        3,
        new LedgerLine(line.seq(), line.previous(), line.hash(), line.id(), line.attempt(), OTHER));

    assertThat(found()).startsWith("ledger.jsonl: line 4 (seq 4) was changed");
  }

  @Test
  void aLineOfAnotherAttemptHasNotItsHash() throws IOException {
    LedgerLine line = run.lines.get(3);
    run.lines.set(
        3, new LedgerLine(line.seq(), line.previous(), line.hash(), line.id(), "a0", line.entry()));

    assertThat(found()).startsWith("ledger.jsonl: line 4 (seq 4) was changed");
  }

  @Test
  void aLineWithAHashOfItsOwnIsNotFollowedByTheNext() throws IOException {
    LedgerLine line = run.lines.get(3);
    run.lines.set(
        3, LedgerLine.after(line.seq() - 1, line.previous(), line.id(), line.attempt(), OTHER));

    assertThat(found()).startsWith("ledger.jsonl: line 5 (seq 5) does not follow the line before");
  }

  @Test
  void theManifestSaysWhereItEnds() throws IOException {
    Written written = Written.of(run, directory);

    written.forge(manifest -> manifest.put("lastHash", LedgerLine.GENESIS));
    assertThat(written.found()).contains("ledger.jsonl: ends with another hash");

    written.forge(manifest -> manifest.put("lastSeq", run.lines.size() + 1));
    assertThat(written.found()).contains("ledger.jsonl: has ").contains("the manifest says");
  }

  @Test
  void theFirstBrokenLinkAloneIsNamed() throws IOException {
    run.lines.remove(3);
    run.lines.remove(4);

    assertThat(found().lines().filter(line -> line.contains("stands where"))).hasSize(1);
  }

  @Test
  void whatIsNoLineOfALedgerIsSaidToBeNone() throws IOException {
    Written written = Written.of(run, directory);
    String good = written.read(Bundle.LEDGER);

    written.forge(Bundle.LEDGER, good + "\n");
    assertThat(written.found()).contains("line 15 is no line of a ledger");
    written.forge(Bundle.LEDGER, good.replaceFirst("\"id\":\"a0-0\"", "\"id\":null"));
    assertThat(written.found()).contains("line 1 is no line of a ledger: something in it is null");
    written.forge(Bundle.LEDGER, good.substring(0, good.length() / 2));
    assertThat(written.found()).contains("is no line of a ledger");
  }

  @Test
  void anEntryIsInItsCanonicalFormAndItsIdIsOneOfTheAttempts() throws IOException {
    run.ledger.add("a1", OTHER.replace(",", ", "));
    run.ledger.add("a1", OTHER.replace("\"subject\":", "\"subject\":\"no\",\"subject\":"));
    LedgerLine last = run.lines.get(run.lines.size() - 1);
    run.lines.add(LedgerLine.after(last.seq(), last.hash(), "a2-0", "a1", OTHER));

    assertThat(found().lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("it is not in the form that entries are written in"))
        .anyMatch(line -> line.contains("Duplicate field 'subject'"))
        .anyMatch(line -> line.endsWith("its id is none of the attempt's: a2-0"))
        .allMatch(line -> line.contains(" has no entry of a run: "));
  }

  @Test
  void whatIsSaidTwiceOrHasNoFormInUtf8IsNoLine() throws IOException {
    run.tell(Kind.STEP, "go", Map.of("found", "HALF"));
    Written written = Written.of(run, directory);
    String good = written.read(Bundle.LEDGER);

    written.forge(Bundle.LEDGER, good.replaceFirst("\"seq\":1,", "\"seq\":1,\"seq\":1,"));
    assertThat(written.found()).contains("line 1 is no line of a ledger", "Duplicate field 'seq'");
    written.forge(Bundle.LEDGER, good.replace("HALF", "\\ud83d"));
    assertThat(written.found()).contains("line 15 is no line", "half of a surrogate pair");
    written.forge(Bundle.LEDGER, good.replace("HALF", "\\\\ud83d"));
    assertThat(written.found()).contains("line 15 has no entry", "half of a surrogate pair");
    written.forge(Bundle.LEDGER, good.replace("HALF", "\\\\ud83d\\\\ude80"));
    assertThat(written.found()).doesNotContain("half of a surrogate pair");
  }

  private String found() throws IOException {
    return Written.of(run, directory).found();
  }
}
