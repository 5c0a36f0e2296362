package dev.cutover.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who decides at a gate, and what happens if nobody does.
 *
 * @param role whoever has it may decide
 * @param required how many different people must agree
 * @param requesterMayApprove whether whoever asked for the run may say yes here; null: no. Anybody
 *     entitled may stop it
 * @param answerWithin silence longer than this counts as {@code silence}
 * @param remindEvery people who have not answered are reminded so often; null: never
 * @param escalateAfter deputies are told when nobody has answered for so long; null: never
 * @param silence never an answer that goes on: {@link Answer#REJECT}, or later {@link
 *     Answer#ROLL_BACK}
 */
public record GateRule(
    String question,
    String role,
    int required,
    @JsonInclude(Include.NON_NULL) @Nullable Boolean requesterMayApprove,
    Duration answerWithin,
    @JsonInclude(Include.NON_NULL) @Nullable Duration remindEvery,
    @JsonInclude(Include.NON_NULL) @Nullable Duration escalateAfter,
    Answer silence) {}
