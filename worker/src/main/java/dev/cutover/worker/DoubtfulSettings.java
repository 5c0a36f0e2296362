package dev.cutover.worker;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/** The settings are missing or doubtful; names all of what is wrong with them at once. */
public final class DoubtfulSettings extends RuntimeException implements ExitCodeGenerator {

  private final transient List<String> findings;

  DoubtfulSettings(List<String> findings) {
    super(message(findings));
    this.findings = List.copyOf(findings);
  }

  /** One line each: the setting's name, what is wrong, what to do. */
  public List<String> findings() {
    return findings;
  }

  @Override
  public int getExitCode() {
    return 2;
  }

  private static String message(List<String> findings) {
    return "the worker does not start, its settings are missing or doubtful ("
        + findings.size()
        + "):\n  "
        + String.join("\n  ", findings);
  }
}
