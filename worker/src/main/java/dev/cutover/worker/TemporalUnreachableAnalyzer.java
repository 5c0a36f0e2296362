package dev.cutover.worker;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells that Temporal is out of reach, without a stack trace. */
final class TemporalUnreachableAnalyzer extends AbstractFailureAnalyzer<TemporalUnreachable> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, TemporalUnreachable cause) {
    return new FailureAnalysis(
        cause.getLocalizedMessage(),
        "start Temporal, or set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE (docs/worker.md)",
        cause);
  }
}
