package dev.cutover.activity;

import io.temporal.activity.ActivityInterface;

/** The hash-chained ledger of decisions, an append-only table on legacy. */
@ActivityInterface(namePrefix = "Ledger")
public interface LedgerActivities {

  /**
   * Appends an entry; repeated with the same id it changes nothing. Another entry under that id, as
   * a run has that was reset, is one more.
   */
  void append(Database legacy, String id, String attempt, String entry);
}
