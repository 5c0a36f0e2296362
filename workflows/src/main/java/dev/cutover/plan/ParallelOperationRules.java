package dev.cutover.plan;

import java.time.Duration;

/** How legacy is kept in step behind the target. */
public record ParallelOperationRules(Duration length, Duration comparisonEvery) {}
