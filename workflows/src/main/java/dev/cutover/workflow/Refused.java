package dev.cutover.workflow;

import java.util.List;

/** Ends a cutover before any lever has moved; never leaves the workflow. */
final class Refused extends RuntimeException {

  Refused(String what, List<String> reasons) {
    super(what + ": " + String.join("; ", reasons));
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
