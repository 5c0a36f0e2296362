package dev.cutover.workflow;

/** Leaves the procedure of a cutover for the rollback; never leaves the workflow. */
final class RollbackOrdered extends RuntimeException {

  private final boolean byPerson;

  RollbackOrdered(String reason) {
    this(reason, false);
  }

  RollbackOrdered(String reason, boolean byPerson) {
    super(reason);
    this.byPerson = byPerson;
  }

  /** Whether somebody decided it, which alone undoes a cutover that is complete. */
  boolean byPerson() {
    return byPerson;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
