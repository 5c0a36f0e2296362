package dev.cutover.worker;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Tells on stderr why the worker did not start, whatever the log's level. */
final class StderrReporter implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis analysis) {
    String action = analysis.getAction();
    System.err.println(
        "cutover worker: " + analysis.getDescription() + (action == null ? "" : "; " + action));
  }
}
