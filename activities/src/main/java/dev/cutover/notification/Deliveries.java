package dev.cutover.notification;

import static java.util.stream.Collectors.joining;

import dev.cutover.activity.FailureType;
import dev.cutover.notification.Outcome.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a notice so far. As the heartbeat's detail it tells the activity's next attempt
 * whom it need not try again.
 */
record Deliveries(List<Delivery> all) {

  static final Deliveries NONE = new Deliveries(List.of());

  Deliveries and(List<Delivery> more) {
    return new Deliveries(Stream.concat(all.stream(), more.stream()).toList());
  }

  /** Those that another attempt would not change. */
  Deliveries settled() {
    return new Deliveries(all.stream().filter(one -> !one.ended(State.FAILED)).toList());
  }

  /** Those of the receivers that nothing is known of. */
  List<String> missing(List<String> receivers) {
    List<String> known = all.stream().map(Delivery::to).toList();
    return receivers.stream().filter(to -> !known.contains(to)).toList();
  }

  /** The failure that shows who was not told; it is tried again if that may help anybody. */
  Optional<RuntimeException> failure(String endpoint) {
    if (all.stream().allMatch(one -> one.ended(State.TAKEN))) {
      return Optional.empty();
    }
    String message = endpoint + " has not told all: " + reasons() + told();
    return Optional.of(
        all.stream().anyMatch(one -> one.ended(State.FAILED))
            ? new IllegalStateException(message)
            : FailureType.PRECONDITION.because(message));
  }

  private String reasons() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Delivery one : all) {
      if (!one.ended(State.TAKEN)) {
        byReason.computeIfAbsent(one.outcome().why(), why -> new ArrayList<>()).add(one.to());
      }
    }
    return byReason.entrySet().stream()
        .map(reason -> String.join(", ", reason.getValue()) + " " + reason.getKey())
        .collect(joining("; "));
  }

  private String told() {
    String told =
        all.stream().filter(one -> one.ended(State.TAKEN)).map(Delivery::to).collect(joining(", "));
    return told.isEmpty() ? "" : "; told: " + told;
  }
}
