package dev.cutover.activity;

/** Where a fence stands: legacy OPEN → FROZEN → SWITCHED → COMPLETED, target CLOSED ↔ OPEN. */
public enum FenceState {
  OPEN,
  FROZEN,
  SWITCHED,
  COMPLETED,
  CLOSED
}
