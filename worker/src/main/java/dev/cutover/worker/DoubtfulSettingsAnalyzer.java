package dev.cutover.worker;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells doubtful settings without a stack trace. */
final class DoubtfulSettingsAnalyzer extends AbstractFailureAnalyzer<DoubtfulSettings> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DoubtfulSettings cause) {
    return new FailureAnalysis(cause.getLocalizedMessage(), null, cause);
  }
}
