package dev.cutover.notification;

/**
 * How a try to tell somebody ended.
 *
 * @param why without secret and address: it is kept in histories
 */
record Outcome(State state, String why) {

  static final Outcome TAKEN = new Outcome(State.TAKEN, "");

  enum State {
    TAKEN,
    /** For good: the same again would be refused again. */
    REFUSED,
    /** For now. */
    FAILED
  }

  static Outcome refused(String why) {
    return new Outcome(State.REFUSED, why);
  }

  static Outcome failed(String why) {
    return new Outcome(State.FAILED, why);
  }
}
