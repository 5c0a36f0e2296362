package dev.cutover.workflow;

import org.jspecify.annotations.Nullable;

/** Leaves the procedure of a cutover for the rollback; never leaves the workflow. */
final class RollbackOrdered extends RuntimeException {

  private final boolean byPerson;
  private final transient @Nullable RuleApplied rule;

  RollbackOrdered(String reason) {
    this(reason, false, null);
  }

  /**
   * @param rule the plan's rollback rule that asks for it; null where none does
   */
  RollbackOrdered(String reason, boolean byPerson, @Nullable RuleApplied rule) {
    super(reason);
    this.byPerson = byPerson;
    this.rule = rule;
  }

  /** Whether somebody decided it, which alone undoes a cutover that is complete. */
  boolean byPerson() {
    return byPerson;
  }

  @Nullable RuleApplied rule() {
    return rule;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
