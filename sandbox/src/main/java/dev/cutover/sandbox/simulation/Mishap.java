package dev.cutover.sandbox.simulation;

import java.util.Locale;

/** What goes wrong in a simulated night. */
enum Mishap {
  FAILS_BEFORE_ITS_EFFECT,
  ANSWER_LOST,
  HALF_DONE,
  EFFECT_ARRIVES_LATE,
  SLOW,
  BROKEN_UNTIL_MENDED,
  LEASE_NOT_RENEWED,
  ANOTHER_RUN_TAKES_THE_EPOCH,
  ROLLBACK_BY_HAND,
  WORKFLOW_CANCELLED,
  ROW_GOES_WRONG,
  LEGACY_REFUSES_A_ROW,
  CORE_FUNCTION_FAILS,
  ERP_ANSWERS_503,
  NOBODY_ANSWERS,
  ANSWER_COMES_LATE,
  REJECTED,
  ROLLBACK_ORDERED,
  ANSWERED_TWICE,
  SIGNED_RUBBISH,
  NOT_ENTITLED,
  ANSWER_AT_THE_DEADLINE,
  DRILL,
  EACH_TASK_REPLAYED;

  /** As it is printed. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
