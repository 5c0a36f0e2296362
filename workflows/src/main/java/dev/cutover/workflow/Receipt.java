package dev.cutover.workflow;

import dev.cutover.plan.Answer;
import org.jspecify.annotations.Nullable;

/** What became of a decision: answer to the Update {@code decide}. */
public record Receipt(
    String gate,
    boolean accepted,
    @Nullable String person,
    @Nullable Answer answer,
    String reason) {}
