package dev.cutover.worker;

import org.springframework.boot.ExitCodeGenerator;

/** Temporal does not answer, so there is nothing to work for. */
public final class TemporalUnreachable extends RuntimeException implements ExitCodeGenerator {

  TemporalUnreachable(String target, String namespace, String reason, Throwable cause) {
    super(
        "Temporal at %s does not serve the namespace %s: %s".formatted(target, namespace, reason),
        cause);
  }

  @Override
  public int getExitCode() {
    return 5;
  }
}
