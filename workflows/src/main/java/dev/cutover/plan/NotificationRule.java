package dev.cutover.plan;

import java.util.List;

/** Who is told of what. */
public record NotificationRule(Event event, List<String> roles) {

  /** What people are told of. */
  public enum Event {
    GATE_OPENED,
    DISCREPANCY,
    CORE_FUNCTION_FAILED,
    ROLLBACK_STARTED,
    ROLLED_BACK,
    PARKED,
    COMPLETED,
    /** A gate is still open, and nobody has answered. */
    REMINDER,
    /** Nobody answers in time, or a rollback takes longer than the plan gives it. */
    ESCALATED,
    /** When the cause is looked for, and the migration planned anew. */
    REMIGRATION
  }
}
