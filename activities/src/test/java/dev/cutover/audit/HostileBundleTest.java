package dev.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceVerifier.Finding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever anybody has written into a directory: it is told, and nothing escapes. */
final class HostileBundleTest {

  @TempDir private Path directory;

  @Test
  void noLinkIsFollowed() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory.resolve("bundle"));
    Path outside = Files.move(written.path(Bundle.VERSIONS), directory.resolve("versions"));
    Files.createSymbolicLink(written.path(Bundle.VERSIONS), outside);
    Files.createSymbolicLink(written.path("loop"), written.directory());

    assertThat(written.found())
        .contains("versions.json: is a link")
        .contains("versions.json: is missing")
        .contains("loop: is a link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "/etc/passwd", "a/../../outside", ".", "", "a\nb", "a/"})
  void aManifestNamesNothingOutsideOfItsBundle(String name) throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);
    written.forge(manifest -> manifest.withObject("/files").put(name, "0".repeat(64)));

    assertThat(written.verified().findings())
        .extracting(Finding::line)
        .containsExactly(
            "manifest.json: lists '%s', which is no path in a bundle"
                .formatted(name.replace('\n', '\uFFFD')));
  }

  @Test
  void aManifestOfAnotherFormatIsLeftToWhoKnowsIt() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);
    written.forge(manifest -> manifest.put("format", "cutover evidence 2"));

    assertThat(written.found())
        .contains("manifest.json: can't be read: no manifest of the format 'cutover evidence 1'");
  }

  @Test
  void aFileTooLargeIsNotRead() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);
    try (RandomAccessFile ledger =
        new RandomAccessFile(written.path(Bundle.LEDGER).toFile(), "rw")) {
      ledger.setLength(9L << 30);
    }

    assertThat(written.found()).contains("ledger.jsonl: has 9");
  }

  @Test
  void nothingOfABundleIsACommandToATerminal() throws IOException {
    Written written = Written.of(SampleRun.complete(), directory);
    String good = written.read(Bundle.MANIFEST);
    String digest = String.valueOf(written.verified().manifest());

    written.write(Bundle.MANIFEST, good.replace(digest, "\\u001b[2Jgood"));
    assertThat(written.verified().manifest()).isNull();
    assertThat(written.found()).contains("manifest.json: was changed");
    written.write(Bundle.MANIFEST, good);
    written.forge(manifest -> manifest.put("lastHash", "\u001b[2Jgood"));
    assertThat(written.verified().ledger()).isNull();
    assertThat(written.found()).contains("ledger.jsonl: ends with another hash");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"", "{", "{}", "[]", "null", "\"\"", "1e999999999", "{\"a\":", "\u0000", "{}{}"})
  void rubbishIsAFindingInWhicheverFileItStands(String rubbish) throws IOException {
    SampleRun run = SampleRun.complete();
    for (String name :
        List.of(
            Bundle.PLAN,
            Bundle.LEDGER,
            Bundle.RESULT,
            Bundle.ROLES,
            Bundle.ALLOWED_SIGNERS,
            Bundle.MANIFEST)) {
      for (String text : List.of(rubbish, rubbish.repeat(1000), "[".repeat(100_000) + rubbish)) {
        Written written = Written.of(run, directory);
        if (name.equals(Bundle.MANIFEST)) {
          written.write(name, text);
        } else {
          written.forge(name, text);
        }
        assertThat(written.found()).as(name).isNotEmpty().doesNotContain("\u0000");
      }
    }
  }
}
