package dev.cutover.evidence;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bundle of evidence without any connection. Whoever knows rosters and signatures is
 * found by {@link java.util.ServiceLoader}.
 */
public interface EvidenceVerifier {

  /**
   * Whatever the directory holds: what is wrong with it is a finding.
   *
   * @param allowedSigners keys that do not come from the bundle, in OpenSSH's allowed-signers
   *     format; null: its own are taken
   */
  Verified verify(Path directory, @Nullable Path allowedSigners);

  /**
   * What was found; of what the bundle says only as much as a terminal shows.
   *
   * @param findings what is not as it was written; none where the bundle is good
   * @param notes what whoever reads the bundle should know, and is no fault of it
   * @param lines of the ledger
   * @param decisions of the run whose signatures are good
   * @param files whose digests are those of the manifest
   * @param manifest its digest; null where it can't be read
   * @param ledger hash of the last line, as the manifest says; null where it says none
   * @param signedBy whose signature of the manifest is good; null where nobody has signed it
   * @param allowedSigners the file by whose keys signatures were judged; null: the bundle's own
   */
  record Verified(
      List<Finding> findings,
      List<Finding> notes,
      long lines,
      int decisions,
      int files,
      @Nullable String manifest,
      @Nullable String ledger,
      @Nullable String signedBy,
      @Nullable String allowedSigners) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public Verified {
      findings = List.copyOf(findings);
      notes = List.copyOf(notes);
      manifest = digestOrNull(manifest);
      ledger = digestOrNull(ledger);
      signedBy = signedBy == null ? null : Finding.shown(signedBy);
    }

    private static @Nullable String digestOrNull(@Nullable String text) {
      return text != null && DIGEST.matcher(text).matches() ? text : null;
    }
  }

  /**
   * One thing, on one line: what a file says is shown as far as a terminal shows it.
   *
   * @param file its path in the bundle
   */
  record Finding(String file, String what) {

    private static final Pattern UNPRINTABLE =
        Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final int MOST_CHARACTERS = 400;

    public Finding {
      file = shown(file);
      what = shown(what);
    }

    public String line() {
      return file + ": " + what;
    }

    private static String shown(String text) {
      String some =
          text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
      return UNPRINTABLE.matcher(some).replaceAll("\uFFFD");
    }
  }
}
