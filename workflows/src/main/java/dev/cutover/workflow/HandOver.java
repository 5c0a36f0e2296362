package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import dev.cutover.workflow.RunStatus.LeverObserved;
import dev.cutover.workflow.RunStatus.StepRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a cutover knows when it goes on in a new history. Its next run begins the step that was
 * not done anew, at the question that was open there if there was one.
 *
 * @param histories how many there were before
 * @param notices that had not arrived
 */
public record HandOver(
    int histories,
    Instant begun,
    List<StepRun> steps,
    Position position,
    Desk desk,
    List<Notice> notices) {

  /**
   * Where the procedure stood.
   *
   * @param next the step that was not done
   * @param leased whether legacy's lease has to be kept
   * @param unequal by table, what comparisons have found since GO
   * @param rule the rollback rule that the open question is about
   * @param moved by lever, where it was observed last; null in runs of before 0.1.0
   */
  public record Position(
      @Nullable Step next,
      long epoch,
      @Nullable Instant go,
      @Nullable Instant deadline,
      boolean leased,
      boolean complete,
      List<String> doneOnLegacy,
      List<LeverObserved> levers,
      List<TableComparison> tables,
      String leftUndone,
      @Nullable Map<String, Unequal> unequal,
      @Nullable RuleApplied rule,
      @Nullable Map<String, String> moved) {}

  /**
   * What the comparisons since GO have confirmed in one table.
   *
   * @param keys of rows that differed, as many as were named
   * @param most the largest number that one comparison has found
   */
  public record Unequal(Set<String> keys, long most) {}

  /**
   * What people were asked and what they said.
   *
   * @param entries how many the ledger was given
   * @param unwritten those of them that it has not confirmed
   * @param unread how many texts were refused unread, by why
   */
  public record Desk(
      List<OpenQuestion> open,
      List<DecisionTaken> taken,
      Map<String, Answer> decided,
      int entries,
      List<Entry> unwritten,
      Map<String, Integer> unread,
      List<Unverified> unverified) {}

  /**
   * A gate that goes on waiting under the same nonce, so that what was signed for it still counts.
   *
   * @param texts what those who answered have signed, by person; null in runs of before 0.1.0
   * @param seen digests of the texts that were answered
   * @param escalated whether deputies were told
   */
  public record OpenQuestion(
      Question question,
      String nonce,
      Instant opened,
      boolean standing,
      Map<String, Answer> answers,
      @Nullable Map<String, Unverified> texts,
      List<String> seen,
      @Nullable DecisionTaken decision,
      boolean escalated) {}

  /**
   * A signed text that is still to be verified, or to be verified again.
   *
   * @param admitted when it came: that counts, not when its signature is checked
   */
  public record Unverified(String signedText, Instant admitted) {}
}
