package dev.cutover.audit;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceVerifier;
import dev.cutover.evidence.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies a bundle by itself: its manifest first, which says what the rest has to be. */
public final class BundleVerifier implements EvidenceVerifier {

  @Override
  public Verified verify(Path directory, @Nullable Path allowedSigners) {
    Findings findings = new Findings();
    BundleFolder folder = new BundleFolder(findings);
    findings.guard(".", () -> folder.walk(directory));
    Optional<Manifest> manifest = manifest(folder, findings);
    return manifest.isPresent()
        ? new BundleCheck(manifest.get(), folder, allowedSigners, findings).run()
        : new Verified(findings.found(), findings.notes(), 0, 0, 0, null, null, null, null);
  }

  private static Optional<Manifest> manifest(BundleFolder folder, Findings findings) {
    try {
      Optional<String> text = folder.text(Bundle.MANIFEST);
      if (text.isEmpty()) {
        findings.add(Bundle.MANIFEST, "can't be read: nothing says what the rest has to be");
        return Optional.empty();
      }
      Manifest manifest = Manifest.parse(text.get());
      if (!manifest.matchesItsDigest()) {
        findings.add(Bundle.MANIFEST, "was changed: its digest is not that of what it says");
      } else if (!manifest.canonical().equals(text.get())) {
        findings.add(Bundle.MANIFEST, "was changed: it is not in the form that it was written in");
      }
      return Optional.of(manifest);
    } catch (IOException | RuntimeException e) {
      findings.add(Bundle.MANIFEST, "can't be read: " + e.getMessage());
      return Optional.empty();
    }
  }
}
