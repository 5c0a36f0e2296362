package dev.cutover.plan;

import java.time.Duration;

/**
 * Who decides at a gate, and what happens if nobody does.
 *
 * @param role whoever has it may decide
 * @param required how many different people must agree
 * @param answerWithin silence longer than this counts as {@code silence}
 * @param silence never an answer that goes on: {@link Answer#REJECT}, or later {@link
 *     Answer#ROLL_BACK}
 */
public record GateRule(
    String question, String role, int required, Duration answerWithin, Answer silence) {}
