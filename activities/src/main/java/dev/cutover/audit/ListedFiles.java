package dev.cutover.audit;

import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.Manifest;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a bundle has the files that its manifest lists, those alone, and as they were. */
final class ListedFiles {

  /** Names that a bundle gives, each in a folder below it at most. */
  private static final Pattern PATH =
      Pattern.compile("([A-Za-z0-9_%-][A-Za-z0-9_%.-]*/)?[A-Za-z0-9_%-][A-Za-z0-9_%.-]*");

  private static final Set<String> NOT_LISTED = Set.of(Bundle.MANIFEST, Bundle.SIGNATURE);

  private final Manifest manifest;
  private final BundleFolder folder;
  private final Findings findings;
  private int good;

  ListedFiles(Manifest manifest, BundleFolder folder, Findings findings) {
    this.manifest = manifest;
    this.folder = folder;
    this.findings = findings;
  }

  /** Returns how many are as they were. */
  int check() {
    for (String name : Bundle.ALWAYS) {
      if (!manifest.files().containsKey(name)) {
        findings.add(Bundle.MANIFEST, "does not list " + name + ", which every bundle has");
      }
    }
    manifest.files().forEach((name, digest) -> findings.guard(name, () -> check(name, digest)));
    for (String name : folder.names()) {
      if (!manifest.files().containsKey(name) && !NOT_LISTED.contains(name)) {
        findings.add(name, "is not in the manifest: it was added");
      }
    }
    return good;
  }

  private void check(String name, String digest) throws IOException {
    if (!PATH.matcher(name).matches()) {
      findings.add(Bundle.MANIFEST, "lists '" + name + "', which is no path in a bundle");
    } else if (folder.path(name).isEmpty()) {
      findings.add(name, "is missing");
    } else if (folder.digest(name).stream().anyMatch(digest::equals)) {
      good++;
    } else {
      findings.add(name, "was changed: its digest is not that of the manifest");
    }
  }
}
