package dev.cutover.audit;

import dev.cutover.evidence.EvidenceVerifier.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a bundle, and what is worth knowing of it. */
final class Findings {

  private final List<Finding> found = new ArrayList<>();
  private final List<Finding> notes = new ArrayList<>();

  void add(String file, String what) {
    found.add(new Finding(file, what));
  }

  void note(String file, String what) {
    notes.add(new Finding(file, what));
  }

  /** Anybody may have written the files: whatever a check stumbles over is a finding. */
  void guard(String file, Check check) {
    try {
      check.run();
    } catch (IOException | RuntimeException e) {
      add(file, "can't be judged: " + e.getMessage());
    }
  }

  List<Finding> found() {
    return List.copyOf(found);
  }

  List<Finding> notes() {
    return List.copyOf(notes);
  }

  /** Something that is looked at. */
  @FunctionalInterface
  interface Check {
    void run() throws IOException;
  }
}
