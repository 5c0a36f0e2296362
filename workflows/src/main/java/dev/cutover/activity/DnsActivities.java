package dev.cutover.activity;

import dev.cutover.plan.Levers.DnsRule;
import dev.cutover.plan.Side;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The DNS record that clients follow. */
@ActivityInterface(namePrefix = "Dns")
public interface DnsActivities {

  DnsObservation observe(DnsLever lever);

  /**
   * Sets the record to a side's value and its epoch TXT in one update, both with their old value as
   * prerequisite; where the record already stands right only the TXT is raised.
   */
  DnsObservation bring(Conductor conductor, DnsLever lever, Side side);

  /**
   * Waits until every authoritative server, then every resolver, answers the side's value;
   * heartbeats. Fails with PRECONDITION after the rule's propagation time, naming the stragglers.
   */
  DnsObservation awaitPropagation(DnsLever lever, Side side);

  /** The rule and the endpoint that serves it. */
  record DnsLever(String system, String environment, String endpoint, DnsRule rule) {}

  /**
   * @param side where every server answers that side's value; null where they do not agree
   * @param epoch of the sibling TXT record, 0 if there is none
   */
  record DnsObservation(@Nullable Side side, long epoch, List<ServerAnswer> answers) {}

  /** What one server says. */
  record ServerAnswer(String server, String value) {}
}
