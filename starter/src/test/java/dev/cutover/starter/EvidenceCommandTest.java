package dev.cutover.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.evidence.Manifest;
import dev.cutover.plan.PlanReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of evidence before it asks anybody. */
final class EvidenceCommandTest {

  private static final Instant NIGHT = Instant.parse("2030-09-28T13:00:00Z");
  private static final Path PLAN = Path.of("..", "plans", "oms.yaml");

  @TempDir private Path directory;
  private final StringWriter said = new StringWriter();

  @Test
  void aDirectoryThatIsNoBundleIsBadInput() {
    assertThat(execute("evidence", "verify", directory.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.toString()).contains("is no bundle of evidence: it has no manifest.json");

    String nowhere = directory.resolve("nowhere").toString();
    assertThat(execute("evidence", "verify", nowhere)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.toString()).contains("nowhere: no such directory");

    assertThat(execute("evidence")).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void theAuditorsOwnKeysAreInAFile() throws IOException {
    Files.writeString(directory.resolve(Bundle.MANIFEST), "{}");
    String bundle = directory.toString();

    assertThat(execute("evidence", "verify", bundle, "--allowed-signers", bundle))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.toString()).contains("--allowed-signers " + bundle + ": no such file");
  }

  @Test
  void aReportIsWrittenOverNothing() throws IOException {
    Path there = Files.createDirectories(directory.resolve("there"));
    Path file = Files.writeString(there.resolve("notes"), "mine");

    assertThat(execute("report", "oms-rehearsal-cutover", "--out", there.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.toString()).contains("is not empty: name a directory that is not there");

    assertThat(execute("report", "oms-rehearsal-cutover", "--out", file.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.toString()).contains("is no directory");
    assertThat(file).hasContent("mine");
  }

  @Test
  void whoSignsHasAKey() {
    String out = directory.resolve("out").toString();

    assertThat(execute("report", "oms-rehearsal-cutover", "--out", out, "--as", "sato"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.toString()).contains("--as and --key belong together");
  }

  @Test
  void theFilesOfABundleAreThoseOfItsManifest() throws IOException {
    Bundle bundle =
        new Bundle(
            PlanReader.read("oms.yaml", Files.readAllBytes(PLAN)).plan(), "rehearsal", "a1", NIGHT);
    bundle.ledger(List.of(LedgerLine.after(0, LedgerLine.GENESIS, "e1", "a1", "{}")));
    bundle.discrepancies("../ORDERS", "table\r\n");
    Manifest manifest = bundle.manifest("sato");
    Path out = directory.resolve("new").resolve("bundle");

    BundleDirectory.at(out).write(bundle, manifest, "signature");

    TreeSet<String> expected = new TreeSet<>(manifest.files().keySet());
    expected.addAll(List.of(Bundle.MANIFEST, Bundle.SIGNATURE));
    try (Stream<Path> all = Files.walk(out)) {
      assertThat(all.filter(Files::isRegularFile).map(path -> out.relativize(path).toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(Manifest.parse(Files.readString(out.resolve(Bundle.MANIFEST)))).isEqualTo(manifest);
    assertThatThrownBy(() -> BundleDirectory.at(out)).isInstanceOf(BadInput.class);
  }

  @Test
  void theLedgerKnowsTheLastRunThatTemporalHasNoMore() {
    RecordedEntries recorded =
        new RecordedEntries(
            List.of(
                line("a0", "2030-09-21T13:00:00Z go accepted, as ledgers were written once"),
                run("a1", "Cutover", "h1"),
                entry("a1", Kind.DISCREPANCY, "ORDERS", Map.of("confirmed", "2")),
                run("a2", "Rollback", "h1"),
                run("a3", "Cutover", "h2"),
                entry("a3", Kind.DISCREPANCY, "CUSTOMERS", Map.of("confirmed", "1"))));

    assertThat(recorded.last("oms rehearsal", "Cutover"))
        .contains(new RecordedEntries.Run("a3", "h2"));
    assertThat(recorded.last("oms rehearsal", "Rollback"))
        .contains(new RecordedEntries.Run("a2", "h1"));
    assertThat(recorded.last("oms production", "Cutover")).isEmpty();
    assertThat(recorded.differing("a1")).containsExactly("ORDERS");
  }

  private static LedgerLine run(String attempt, String workflow, String plan) {
    return entry(attempt, Kind.RUN, "oms rehearsal", Map.of("workflow", workflow, "plan", plan));
  }

  private static LedgerLine entry(
      String attempt, Kind kind, String subject, Map<String, String> facts) {
    return line(attempt, new LedgerEntry(NIGHT, kind, subject, facts).canonical());
  }

  private static LedgerLine line(String attempt, String entry) {
    return LedgerLine.after(0, LedgerLine.GENESIS, "id", attempt, entry);
  }

  private int execute(String... arguments) {
    return Main.commandLine().setErr(new PrintWriter(said)).execute(arguments);
  }
}
