package dev.cutover.notification;

import dev.cutover.notification.Outcome.State;
import java.util.List;

/**
 * What became of a notice for one receiver.
 *
 * @param to the channel, or with it the person's key: nothing that a history may not keep
 */
record Delivery(String to, Outcome outcome) {

  static List<Delivery> toEach(List<String> receivers, Outcome outcome) {
    return receivers.stream().map(to -> new Delivery(to, outcome)).toList();
  }

  boolean ended(State state) {
    return outcome.state() == state;
  }
}
