package dev.cutover.workflow;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.activity.BatchActivities.BatchObservation;
import dev.cutover.activity.DnsActivities.DnsObservation;
import dev.cutover.activity.FenceRow;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Side;
import dev.cutover.workflow.RunStatus.LeverObserved;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the ledger of each lever that is brought: where it was observed last, and where it is
 * observed now. Only for whoever reads it; what is done next never depends on it.
 */
final class LeverLog {

  private final LedgerEntries ledger;
  private final Map<String, String> last = new LinkedHashMap<>();

  LeverLog(LedgerEntries ledger) {
    this.ledger = ledger;
  }

  /** A lever that was looked at; what was brought since the look began is known better. */
  void observed(LeverObserved lever) {
    last.putIfAbsent(lever.lever(), lever.position());
  }

  /** Takes up where an earlier history of the same run left off. */
  void goOn(@Nullable Map<String, String> seen) {
    if (seen != null) {
      last.putAll(seen);
    }
  }

  /** By lever, where it was observed last. */
  Map<String, String> last() {
    return new LinkedHashMap<>(last);
  }

  void moved(Side side, FenceRow row) {
    moved(LeverView.fence(side), LeverView.inWords(row));
  }

  /** Brought once more; told only if that has moved it. */
  void stands(Side side, FenceRow row) {
    stands(LeverView.fence(side), LeverView.inWords(row));
  }

  void stands(Side side, Mode mode) {
    stands(LeverView.application(side), mode.toString());
  }

  void stands(Side side, BatchObservation jobs) {
    stands(LeverView.batch(side), LeverView.inWords(jobs));
  }

  private void stands(String lever, String position) {
    if (!position.equals(last.get(lever))) {
      moved(lever, position);
    }
  }

  void moved(Side side, Mode mode) {
    moved(LeverView.application(side), mode.toString());
  }

  void moved(Side side, BatchObservation jobs) {
    moved(LeverView.batch(side), LeverView.inWords(jobs));
  }

  void moved(DnsObservation dns) {
    moved(LeverView.DNS, LeverView.inWords(dns));
  }

  private void moved(String lever, String after) {
    String before = last.put(lever, after);
    ledger.add(Kind.LEVER, lever, "before", before, "after", after);
  }
}
