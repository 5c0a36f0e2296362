package dev.cutover.starter;

import dev.cutover.evidence.EvidenceVerifier.Verified;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What was found of a bundle of evidence, for people. */
record EvidenceView(Verified verified) {

  String inWords() {
    List<String> lines = new ArrayList<>();
    verified.findings().forEach(finding -> lines.add(finding.line()));
    verified.notes().forEach(note -> lines.add("note: " + note.line()));
    int findings = verified.findings().size();
    lines.add(
        "%s: %,d lines of the ledger, %d decisions verified, %d files as they were%s"
            .formatted(
                findings == 0 ? "good" : findings == 1 ? "1 finding" : findings + " findings",
                verified.lines(),
                verified.decisions(),
                verified.files(),
                signer()));
    if (verified.manifest() != null) {
      lines.add("manifest " + verified.manifest());
    }
    if (verified.ledger() != null) {
      lines.add("ledger   " + verified.ledger());
    }
    return String.join("\n", lines);
  }

  /** Whoever made up a bundle may have made up its roster too. */
  private String signer() {
    return verified.signedBy() == null
        ? ""
        : ", signed by "
            + verified.signedBy()
            + " as "
            + Objects.requireNonNullElse(verified.allowedSigners(), "the bundle's own roster")
            + " has it";
  }
}
