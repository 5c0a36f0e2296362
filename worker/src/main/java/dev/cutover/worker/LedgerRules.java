package dev.cutover.worker;

import dev.cutover.worker.CutoverSettings.LedgerSettings;
import dev.cutover.worker.SettingsRules.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A place that the ledger's file can be kept in. A disk that is full holds no worker back. */
final class LedgerRules {

  private static final String DIRECTORY = "cutover.ledger.directory";

  private final Findings findings;

  LedgerRules(Findings findings) {
    this.findings = findings;
  }

  void check(LedgerSettings ledger) {
    String directory = ledger.directory();
    if (findings.present(DIRECTORY, directory) && directory != null) {
      place(directory);
    }
  }

  private void place(String directory) {
    try {
      Path place = Path.of(directory);
      if (!Files.isDirectory(place)) {
        Files.createDirectories(place);
      }
      if (!Files.isWritable(place)) {
        findings.add(DIRECTORY, "can not be written by this worker: " + directory);
      }
    } catch (IOException | InvalidPathException e) {
      findings.add(DIRECTORY, "is no directory and can not be made one: " + directory);
    }
  }
}
