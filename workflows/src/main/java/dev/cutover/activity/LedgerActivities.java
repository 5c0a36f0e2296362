package dev.cutover.activity;

import dev.cutover.evidence.LedgerLine;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The hash-chained ledger of a run, an append-only table on legacy. */
@ActivityInterface(namePrefix = "Ledger")
public interface LedgerActivities {

  /**
   * Appends entries in their order; what is repeated with the same id and text changes nothing.
   * Another text under that id, as a run has that was reset, is one more line.
   *
   * @throws io.temporal.failure.ApplicationFailure REFUSED if one can't be kept: then none is
   */
  void append(Database legacy, List<Entry> entries);

  /** Lines behind a number, in their order, as many as fit a payload; none behind the last. */
  List<LedgerLine> read(Database legacy, long behind);

  /**
   * @param id the same each time it is written
   * @param text a {@link dev.cutover.evidence.LedgerEntry} in its canonical form
   */
  record Entry(String id, String attempt, String text) {}
}
