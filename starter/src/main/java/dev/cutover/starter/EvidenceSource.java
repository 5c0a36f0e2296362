package dev.cutover.starter;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.workflow.Observation;
import dev.cutover.workflow.Observation.Observed;
import dev.cutover.workflow.Observation.Page;
import dev.cutover.workflow.Observation.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only workers have of a run's evidence; a target out of reach does not stand in its way. */
record EvidenceSource(Place place) {

  /** All of the ledger, from its first line. */
  List<LedgerLine> ledger() {
    List<LedgerLine> all = new ArrayList<>();
    List<LedgerLine> page = behind(0);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = behind(page.get(page.size() - 1).seq());
    }
    return all;
  }

  private List<LedgerLine> behind(long seq) {
    return observe(Question.LEDGER, null, seq, List.of()).lines();
  }

  /**
   * Roster and versions.
   *
   * @param signers who has signed something, whether or not they have a role
   */
  Observed copies(Collection<String> signers) {
    return observe(Question.EVIDENCE, null, 0, List.copyOf(signers));
  }

  /** Every discrepancy of a table that an attempt has stored. */
  List<Discrepancy> discrepancies(String attempt, String table) {
    return ComparisonReport.all(
        attempt,
        table,
        page -> observe(Question.DISCREPANCIES, page, 0, List.of()).discrepancies());
  }

  private Observed observe(
      Question question, @Nullable Page page, long behind, List<String> signers) {
    return place.look(
        new Observation.Request(
            place.plan(), place.environment(), question, page, behind, signers));
  }
}
