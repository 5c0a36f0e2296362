package dev.cutover.workflow;

import dev.cutover.activity.FailureType;
import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.evidence.LedgerEntry;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Side;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to the ledger, beside the procedure and in the order in which it happened. It
 * never holds up a decision: a rollback must begin although legacy is out of reach. What could not
 * be written waits until legacy is back; in place of an entry that legacy refuses stands why.
 */
final class LedgerEntries {

  private static final int AT_A_TIME = 20;
  private static final int MANY = 500;
  private static final int LONGEST_FACT = 4_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  /** Of a legacy that is away for days: what waits for it must not fill the history. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final Duration PAUSE_AT_THE_END = Duration.ofSeconds(5);

  private final BoundPlan bound;
  private final String attempt;
  private final Sites sites;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final List<Entry> underWay = new ArrayList<>();
  private Duration pause = FIRST_PAUSE;
  private boolean ending;
  private int given;

  LedgerEntries(BoundPlan bound, String attempt, Sites sites) {
    this.bound = bound;
    this.attempt = attempt;
    this.sites = sites;
  }

  /** Goes on after a hand-over; what the ledger has already it takes no second time. */
  void goOn(int givenBefore, List<Entry> unwritten) {
    given = givenBefore;
    waiting.addAll(unwritten);
    writeOn();
  }

  /**
   * Adds what has just happened.
   *
   * @param facts names and values by turns; what has no value is left out
   */
  void add(Kind kind, String subject, @Nullable String... facts) {
    Map<String, String> named = new TreeMap<>();
    for (int i = 0; i < facts.length; i += 2) {
      String value = facts[i + 1];
      if (value != null) {
        named.put(String.valueOf(facts[i]), fitting(String.valueOf(facts[i]), value));
      }
    }
    String text = new LedgerEntry(StepLog.now(), kind, subject, named).canonical();
    waiting.add(new Entry(attempt + "-" + given, attempt, text));
    given++;
    writeOn();
  }

  /**
   * What was signed stays whole: it could not be verified otherwise. Nothing else is cut within a
   * character: half of one can't be written.
   */
  static String fitting(String name, String value) {
    if (name.equals(LedgerEntry.SIGNED) || value.length() <= LONGEST_FACT) {
      return value;
    }
    boolean between = Character.isHighSurrogate(value.charAt(LONGEST_FACT - 1));
    return value.substring(0, between ? LONGEST_FACT - 1 : LONGEST_FACT) + "…";
  }

  /** Whether so much waits that what matters little should not be added. */
  boolean isFull() {
    return waiting.size() >= MANY;
  }

  private void writeOn() {
    if (underWay.isEmpty() && !waiting.isEmpty()) {
      while (underWay.size() < AT_A_TIME && !waiting.isEmpty()) {
        underWay.add(waiting.remove());
      }
      Workflow.newDetachedCancellationScope(this::write).run();
    }
  }

  private void write() {
    List<Entry> entries = List.copyOf(underWay);
    Async.procedure(
            sites.ledger("ledger: " + LeverView.counted(entries.size(), "entry", "entries"))
                ::append,
            bound.database(Side.LEGACY),
            entries)
        .handle(
            (written, failure) -> {
              if (failure == null) {
                pause = FIRST_PAUSE;
                underWay.clear();
                writeOn();
              } else if (isRefusal(failure)) {
                Workflow.newDetachedCancellationScope(this::writeOneByOne).run();
              } else {
                Workflow.newDetachedCancellationScope(this::writeLater).run();
              }
              return null;
            });
  }

  private void writeLater() {
    Async.procedure(
        () -> {
          boolean before = ending;
          Workflow.await(before ? PAUSE_AT_THE_END : pause, () -> ending != before);
          Duration longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
          write();
        });
  }

  /** Any other failure is the database's, or the worker's, and will be over some time. */
  private static boolean isRefusal(RuntimeException failure) {
    return Failures.is(failure, FailureType.REFUSED);
  }

  /** One of those under way is refused, and none of the others for that. */
  private void writeOneByOne() {
    Async.procedure(
        () -> {
          try {
            while (!underWay.isEmpty()) {
              writeAlone(underWay.get(0));
              underWay.remove(0);
            }
            writeOn();
          } catch (ActivityFailure outOfReach) {
            writeLater();
          }
        });
  }

  /** Even why it is refused may be: then it is left out. */
  private void writeAlone(Entry entry) {
    String why = refusal(entry);
    if (why != null) {
      LedgerEntry inItsPlace =
          LedgerEntry.parse(entry.text()).notKept(fitting(LedgerEntry.NOT_KEPT, why));
      refusal(new Entry(entry.id(), entry.attempt(), inItsPlace.canonical()));
    }
  }

  /** Why an entry is refused; null where it is written. */
  private @Nullable String refusal(Entry entry) {
    try {
      sites.ledger("ledger: 1 entry alone").append(bound.database(Side.LEGACY), List.of(entry));
      return null;
    } catch (ActivityFailure e) {
      if (!isRefusal(e)) {
        throw e;
      }
      return Failures.inWords(e);
    }
  }

  /** Gives what is not written yet a while: a workflow that ends takes it along. */
  void settle(Duration limit) {
    ending = true;
    Workflow.await(limit, () -> underWay.isEmpty() && waiting.isEmpty());
  }

  int given() {
    return given;
  }

  List<Entry> unwritten() {
    List<Entry> all = new ArrayList<>(underWay);
    all.addAll(waiting);
    return all;
  }
}
