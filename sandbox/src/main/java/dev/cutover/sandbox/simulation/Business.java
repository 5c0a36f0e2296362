package dev.cutover.sandbox.simulation;

import dev.cutover.activity.ApplicationActivities.Mode;
import dev.cutover.plan.Batch.Job;
import dev.cutover.plan.Environment;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.sandbox.memory.MemoryJobs;
import dev.cutover.sandbox.memory.MemoryRows.Row;
import dev.cutover.sandbox.memory.MemoryRows.RowKey;
import dev.cutover.sandbox.memory.MemorySystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Clients that place and change orders, and batch jobs that tell the ERP of them, a little at each
 * tick. Where the fence or the application refuses them they try again later.
 */
final class Business {

  private static final Duration SLOT = Duration.ofMinutes(30);
  private static final int SEEN_BEFORE = 6;

  private final MemorySystem system;
  private final Environment environment;
  private final Dice dice;
  private final BiConsumer<Invariant, String> violated;
  private final String orders;
  private final List<Job> jobs;
  private final Map<String, Long> acknowledged = new TreeMap<>();
  private final Map<String, Integer> sent = new TreeMap<>();
  private final Map<String, Integer> occurrences = new TreeMap<>();
  private final List<String> unanswered = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private Side seen = Side.LEGACY;
  private Side stale = Side.LEGACY;
  private int staleTicks;
  private long tick;
  private int references;

  Business(
      Plan plan,
      Environment environment,
      MemorySystem system,
      Dice dice,
      BiConsumer<Invariant, String> violated) {
    this.system = system;
    this.environment = environment;
    this.dice = dice;
    this.violated = violated;
    this.orders =
        plan.data().tables().stream()
            .filter(table -> table.sequence() != null)
            .findFirst()
            .orElse(plan.data().tables().get(0))
            .name();
    this.jobs = plan.batch().jobs();
    for (Table table : plan.data().tables()) {
      for (int row = 1; row <= 2; row++) {
        RowKey key = new RowKey(table.name(), "old-" + row);
        system.rows.write(Side.LEGACY, key, new Row(table.name() + row, 1, true));
      }
    }
    jobs.forEach(
        job -> system.levers.hold(environment.bindings().legacy().batch(), job.name(), false));
    jobs.forEach(
        job -> system.levers.hold(environment.bindings().target().batch(), job.name(), true));
    system.levers.onProbe(this::probe);
  }

  /** A transaction that has passed the fence. */
  private record Pending(long due, Runnable commit) {}

  /** The business goes on for a while: how long ago it last did. */
  void tick(Duration sinceLast, Duration sinceBegun) {
    tick++;
    List<Pending> due = pending.stream().filter(one -> one.due() <= tick).toList();
    pending.removeAll(due);
    due.forEach(one -> one.commit().run());
    runJobs(sinceBegun);
    follow(system.levers.live());
    int attempts = sinceLast.compareTo(Duration.ofSeconds(45)) > 0 ? 4 : 1;
    for (int i = 0; i < attempts; i++) {
      orderOnce();
    }
  }

  private void follow(Side live) {
    staleTicks = Math.max(0, staleTicks - 1);
    if (live != seen) {
      stale = seen;
      seen = live;
      staleTicks = SEEN_BEFORE;
    }
  }

  private void orderOnce() {
    int kind = dice.below("client", 100);
    if (kind < 8) {
      place(newReference(), Side.LEGACY, true);
    } else if (kind < 16) {
      place(newReference(), Side.TARGET, false);
    } else if (kind < 40 && !unanswered.isEmpty()) {
      place(unanswered.remove(0), byName(), false);
    } else if (kind < 65 && !acknowledged.isEmpty()) {
      change(dice.oneOf("changed", List.copyOf(acknowledged.keySet())), byName());
    } else {
      place(newReference(), byName(), false);
    }
  }

  /** A resolver may still give the value that the name had before. */
  private Side byName() {
    return staleTicks > 0 && dice.chance("stale resolver", 400) ? stale : seen;
  }

  private String newReference() {
    return "order-" + ++references;
  }

  private boolean takes(Side side, boolean pastTheApplication) {
    String application = environment.bindings().of(side).application();
    return system.fence.writable(side)
        && (pastTheApplication || system.levers.mode(application) == Mode.UP);
  }

  private void place(String reference, Side side, boolean pastTheApplication) {
    if (!takes(side, pastTheApplication)) {
      unanswered.add(reference);
      return;
    }
    if (dice.chance("slow transaction", 150)) {
      commitLater(side, () -> insert(side, reference));
    } else {
      insert(side, reference);
    }
  }

  /** Once, whichever comes first: its own time, or a drain that waits for it. */
  private void commitLater(Side side, Runnable commit) {
    boolean[] over = {false};
    Runnable once =
        () -> {
          if (!over[0]) {
            over[0] = true;
            commit.run();
          }
        };
    system.rows.begin(side, once);
    pending.add(new Pending(tick + 1 + dice.below("transaction's length", 4), once));
  }

  private void insert(Side side, String reference) {
    if (find(side, reference) == null) {
      RowKey key = new RowKey(orders, "%06d".formatted(system.rows.next(side)));
      if (system.rows.row(side, key) != null) {
        violated.accept(Invariant.NO_ORDER_DOUBLED, key + " is given twice on " + side);
        return;
      }
      system.rows.write(side, key, new Row(reference, 1, false));
    }
    if (dice.chance("lost answer to a client", 100)) {
      unanswered.add(reference);
    } else {
      acknowledged.merge(reference, 1L, Math::max);
    }
  }

  private void change(String reference, Side side) {
    RowKey key = find(side, reference);
    if (key == null || !takes(side, false)) {
      return;
    }
    Row row = Objects.requireNonNull(system.rows.row(side, key));
    Row changed = new Row(reference, row.version() + 1, row.sent());
    system.rows.write(side, key, changed);
    acknowledged.merge(reference, changed.version(), Math::max);
  }

  private @Nullable RowKey find(Side side, String reference) {
    return system.rows.rows(side).entrySet().stream()
        .filter(row -> row.getValue().reference().equals(reference))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** What a writing probe of a core function does, and undoes. */
  private boolean probe(Side side) {
    if (!takes(side, false)) {
      return false;
    }
    RowKey key = new RowKey(orders, "%06d".formatted(system.rows.next(side)));
    system.rows.write(side, key, new Row("probe " + key.key(), 1, true));
    system.rows.write(side, key, null);
    return true;
  }

  private void runJobs(Duration sinceBegun) {
    long slot = sinceBegun.dividedBy(SLOT);
    for (Side side : Side.values()) {
      MemoryJobs scheduler = system.levers.jobs(environment.bindings().of(side).batch());
      scheduler.drain();
      for (Job job : jobs) {
        String occurrence = job.name() + "@" + slot;
        scheduler.begin(job.name(), occurrence, () -> run(side, job, occurrence));
      }
    }
  }

  /** False where the fence refuses what the job would write: it is tried again. */
  private boolean run(Side side, Job job, String occurrence) {
    if (!system.fence.writable(side)) {
      return false;
    }
    if (occurrences.merge(occurrence, 1, Integer::sum) > 1) {
      violated.accept(Invariant.NO_EFFECT_TWICE, occurrence + " ran again on " + side);
    }
    if (job.effect() != null) {
      system
          .rows
          .rows(side)
          .forEach(
              (key, row) -> {
                if (!row.sent()) {
                  tellErp(row.reference(), side);
                  system.rows.write(side, key, new Row(row.reference(), row.version(), true));
                }
              });
    }
    return true;
  }

  private void tellErp(String reference, Side side) {
    if (sent.merge(reference, 1, Integer::sum) > 1) {
      violated.accept(Invariant.NO_EFFECT_TWICE, reference + " was sent again from " + side);
    }
  }

  /** Acknowledged orders that a side lacks, or holds older, and that nobody has listed. */
  List<String> missing(Side side) {
    List<String> missing = new ArrayList<>();
    Map<String, Row> there = new TreeMap<>();
    system.rows.rows(side).values().forEach(row -> there.put(row.reference(), row));
    List<String> listed = listed();
    acknowledged.forEach(
        (reference, version) -> {
          Row row = there.get(reference);
          if ((row == null || row.version() < version) && !listed.contains(reference)) {
            missing.add(reference);
          }
        });
    return missing;
  }

  private List<String> listed() {
    List<String> references = new ArrayList<>();
    for (RowKey key : system.data.listed()) {
      for (Side side : Side.values()) {
        Row row = system.rows.row(side, key);
        if (row != null) {
          references.add(row.reference());
        }
      }
    }
    return references;
  }

  /** Orders that a side holds twice. */
  List<String> doubled(Side side) {
    Map<String, Integer> times = new TreeMap<>();
    system.rows.rows(side).values().forEach(row -> times.merge(row.reference(), 1, Integer::sum));
    return times.entrySet().stream()
        .filter(order -> order.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  int acknowledged() {
    return acknowledged.size();
  }
}
