package dev.cutover.workflow;

import dev.cutover.plan.Side;
import dev.cutover.workflow.HandOver.LedgerEntry;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Writes to the ledger beside the procedure, a few entries at a time. It never holds up a decision:
 * a rollback must begin although legacy is out of reach.
 */
final class LedgerEntries {

  private static final int AT_A_TIME = 20;
  private static final int MANY = 500;

  private final BoundPlan bound;
  private final String attempt;
  private final Sites sites;
  private final Deque<LedgerEntry> waiting = new ArrayDeque<>();
  private final List<LedgerEntry> underWay = new ArrayList<>();
  private int given;

  LedgerEntries(BoundPlan bound, String attempt, Sites sites) {
    this.bound = bound;
    this.attempt = attempt;
    this.sites = sites;
  }

  /** Goes on after a hand-over; what the ledger has already it takes no second time. */
  void goOn(HandOver.Desk from) {
    given = from.entries();
    waiting.addAll(from.unwritten());
    writeOn();
  }

  void add(String gate, String text) {
    waiting.add(new LedgerEntry(attempt + "-" + given, gate, text));
    given++;
    writeOn();
  }

  /** Whether so much waits that what matters little should not be added. */
  boolean isFull() {
    return waiting.size() >= MANY;
  }

  private void writeOn() {
    while (underWay.size() < AT_A_TIME && !waiting.isEmpty()) {
      LedgerEntry entry = waiting.remove();
      underWay.add(entry);
      Workflow.newDetachedCancellationScope(() -> write(entry)).run();
    }
  }

  private void write(LedgerEntry entry) {
    Async.procedure(
            sites.ledger("ledger: " + entry.gate())::append,
            bound.database(Side.LEGACY),
            entry.id(),
            attempt,
            entry.text())
        .handle(
            (written, failure) -> {
              underWay.remove(entry);
              writeOn();
              return null;
            });
  }

  /** Gives entries under way a while: a workflow that ends takes them along. */
  void settle(Duration limit) {
    Workflow.await(limit, () -> underWay.isEmpty() && waiting.isEmpty());
  }

  int given() {
    return given;
  }

  List<LedgerEntry> unwritten() {
    List<LedgerEntry> all = new ArrayList<>(underWay);
    all.addAll(waiting);
    return all;
  }
}
