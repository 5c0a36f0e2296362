package dev.cutover.workflow;

/** Leaves the procedure of a cutover to go on in a new history; never leaves the workflow. */
final class HandOverDue extends RuntimeException {

  HandOverDue() {
    super("goes on in a new history");
  }
}
