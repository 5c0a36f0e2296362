package dev.cutover.activity;

/**
 * The run that moves levers. Whoever holds an older epoch than a lever knows moves nothing.
 *
 * @param attempt UUID of the run, the same through continue-as-new and reset
 */
public record Conductor(String system, String environment, String attempt, long epoch) {}
