package dev.cutover.sandbox.simulation;

/** What must hold whatever goes wrong. */
enum Invariant {
  NEVER_BOTH_SIDES_WRITABLE("never do both sides accept writes"),
  NOTHING_MOVED_WITHOUT_THE_TOKEN("nothing moves without the current epoch and token"),
  ROLLBACK_ENDS_WITH_LEGACY_LIVE("a rollback is done only with legacy live"),
  CUTOVER_ENDS_WITH_TARGET_LIVE("a cutover is complete only with the target live"),
  NO_ORDER_LOST("no acknowledged order is missing where the business goes on"),
  NO_ORDER_DOUBLED("no order is there twice, no number given twice"),
  NO_EFFECT_TWICE("no effect and no batch occurrence happens twice"),
  NO_GATE_WITHOUT_A_DECISION("no gate is passed without a valid decision"),
  DEADLINE_HELD("the deadline's rollback begins within 10 s"),
  ENDS_OR_WAITS_FOR_A_PERSON("a run ends, or waits for a person who was told");

  private final String words;

  Invariant(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** As it is printed. */
  String key() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
