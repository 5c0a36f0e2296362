package dev.cutover.workflow;

/** Leaves the procedure of a cutover for the rollback; never leaves the workflow. */
final class RollbackOrdered extends RuntimeException {

  RollbackOrdered(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
