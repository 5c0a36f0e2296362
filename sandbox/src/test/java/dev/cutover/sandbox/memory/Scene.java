package dev.cutover.sandbox.memory;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A night in which GO is asked for, as {@code refused-decisions/workflow.yaml} has it; what it does
 * not say is as it should be.
 */
record Scene(
    String name,
    boolean two,
    @Nullable String asks,
    @Nullable Boolean may,
    boolean go,
    List<Deed> does) {

  private static final String NOBODY = "nobody";

  Plan plan() {
    Plan small = Plans.small();
    return Plans.requesterAtGo(two ? Plans.twoApproveGo(small) : small, may);
  }

  @Nullable String requester() {
    if (asks == null) {
      return Night.REQUESTER;
    }
    return asks.equals(NOBODY) ? null : asks;
  }

  /**
   * What somebody sends, or does otherwise.
   *
   * @param receipt what they are told; null where nobody tells them anything
   */
  record Deed(
      @Nullable String by,
      @Nullable Answer says,
      @Nullable String because,
      boolean forged,
      @Nullable String text,
      boolean again,
      boolean early,
      @Nullable String after,
      @Nullable String identity,
      @Nullable String revoke,
      @Nullable String receipt) {}
}
