package dev.cutover.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * Times and amounts that must hold.
 *
 * @param cutover the longest a cutover may take from GO to COMPLETE
 * @param overrunBudget kept free at the end of the window for a rollback after an overrun
 * @param reserve the window must hold the rehearsed time this many times
 * @param syncLagRows the most journal rows that may be waiting when GO is asked for
 * @param batchDrain how long running batch jobs are waited for
 * @param steps planned duration of each step, by its name
 */
public record Limits(
    Duration cutover,
    Duration overrunBudget,
    BigDecimal reserve,
    long syncLagRows,
    Duration batchDrain,
    @EmptyIfAbsent Map<String, Duration> steps) {}
