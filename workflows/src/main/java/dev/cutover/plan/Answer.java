package dev.cutover.plan;

/** What a person can decide at a gate. */
public enum Answer {
  /** Go on. */
  APPROVE,
  /** Do not go on; before anything moved that ends the run, later it is a rollback. */
  REJECT,
  /** Do the step again. */
  RETRY,
  /** Let the engine bring the differing rows in line, then compare again. */
  REPAIR,
  /** Go on although there is a discrepancy; needs a reason. */
  ACCEPT,
  /** Bring every lever back to legacy. */
  ROLL_BACK
}
