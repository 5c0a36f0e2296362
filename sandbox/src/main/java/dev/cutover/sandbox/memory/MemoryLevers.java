package dev.cutover.sandbox.memory;

import dev.cutover.activity.ApplicationActivities;
import dev.cutover.activity.BatchActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.Database;
import dev.cutover.activity.DnsActivities;
import dev.cutover.activity.ErpActivities;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.NotificationActivities;
import dev.cutover.fence.EpochCheck;
import dev.cutover.plan.Checks.CoreFunction;
import dev.cutover.plan.Checks.ErpCheck;
import dev.cutover.plan.Levers.DnsRule;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.memory.Mishaps.Effect;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** DNS, applications, batch jobs, the ERP and the people's letter box, in memory. */
public final class MemoryLevers {

  final Dns dns = new Dns();
  final Application application = new Application();
  final Batch batch = new Batch();
  final Erp erp = new Erp();
  final Notification notification = new Notification();

  private final Faults faults;
  private final EpochCheck epochs;
  private final Set<String> brokenFunctions = ConcurrentHashMap.newKeySet();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private volatile Consumer<NotificationActivities.Notice> onNotice = notice -> {};
  private final Set<Rule> leftOut;
  private final Predicate<String> ofTarget;
  private volatile Side live = Side.LEGACY;
  private volatile long dnsEpoch;
  private volatile boolean erpAnswers = true;
  private volatile Predicate<Side> probed = side -> true;

  /**
   * @param ofTarget tells the target's endpoints from legacy's
   */
  MemoryLevers(Faults faults, EpochCheck epochs, Predicate<String> ofTarget, Set<Rule> leftOut) {
    this.faults = faults;
    this.epochs = epochs;
    this.ofTarget = ofTarget;
    this.leftOut = leftOut;
  }

  /** Writes and deletes something by a side's application; false where that is refused. */
  public void onProbe(Predicate<Side> write) {
    probed = write;
  }

  public void onNotice(Consumer<NotificationActivities.Notice> action) {
    onNotice = action;
  }

  /** The side that DNS names. */
  public Side live() {
    return live;
  }

  /** Somebody lets the name lead to a side, and leaves the epoch as it is. */
  public void lead(Side side) {
    live = side;
  }

  /** The run that DNS was last changed by. */
  public long dnsEpoch() {
    return dnsEpoch;
  }

  /** Makes a core function fail on the target from now on. */
  public void breakFunction(String function) {
    brokenFunctions.add(function);
  }

  public void mendFunction(String function) {
    brokenFunctions.remove(function);
  }

  public void erpAnswers(boolean answers) {
    erpAnswers = answers;
  }

  /** What people were told, first first. */
  public List<NotificationActivities.Notice> notices() {
    return told.stream().map(Told::notice).toList();
  }

  /** The same, each with when the workflow told it. */
  public List<Told> told() {
    return List.copyOf(told);
  }

  /**
   * @param at by Temporal's clock
   */
  public record Told(Instant at, NotificationActivities.Notice notice) {}

  /** How the application of an endpoint meets its clients. */
  public ApplicationActivities.Mode mode(String endpoint) {
    return application.modes.getOrDefault(endpoint, application.first(endpoint));
  }

  /** Somebody brings an application up, or down, by hand. */
  public void bring(String endpoint, ApplicationActivities.Mode mode) {
    application.modes.put(endpoint, mode);
  }

  /** Somebody holds, or releases, one job by hand. */
  public void hold(String endpoint, String job, boolean hold) {
    batch.jobs(endpoint).hold(List.of(job), hold);
  }

  /** Jobs that are released at an endpoint. */
  public List<String> released(String endpoint) {
    return batch.jobs(endpoint).observed().released();
  }

  /** The jobs of an endpoint. */
  public MemoryJobs jobs(String endpoint) {
    return batch.jobs(endpoint);
  }

  private final class Dns implements DnsActivities {

    @Override
    public DnsObservation observe(DnsLever lever) {
      faults.called("DnsObserve");
      return answer(lever.rule());
    }

    private DnsObservation answer(DnsRule rule) {
      return new DnsObservation(
          live, dnsEpoch, List.of(new ServerAnswer("memory", rule.value(live))));
    }

    @Override
    public DnsObservation bring(Conductor conductor, DnsLever lever, Side side) {
      faults.called("DnsBring", side.name());
      Side value = live;
      long epoch = dnsEpoch;
      if (epoch > conductor.epoch() && !leftOut.contains(Rule.DNS_EPOCH)) {
        throw FailureType.STALE_EPOCH.because("DNS stands at epoch " + epoch);
      }
      faults.act(
          new Effect("DnsBring", side.name(), conductor),
          () -> {
            boolean changed = live != value || dnsEpoch != epoch;
            if (changed && !leftOut.contains(Rule.DNS_EPOCH)) {
              throw new IllegalStateException("somebody else changed the record");
            }
            live = side;
            dnsEpoch = Math.max(dnsEpoch, conductor.epoch());
          });
      return answer(lever.rule());
    }

    @Override
    public DnsObservation awaitPropagation(DnsLever lever, Side side) {
      faults.called("DnsAwaitPropagation", side.name());
      if (live != side) {
        throw FailureType.PRECONDITION.because("the server does not answer " + side);
      }
      return answer(lever.rule());
    }
  }

  private final class Application implements ApplicationActivities {

    private final Map<String, Mode> modes = new ConcurrentHashMap<>();

    private Mode first(String endpoint) {
      return ofTarget.test(endpoint) ? Mode.DOWN : Mode.UP;
    }

    @Override
    public Mode observe(String endpoint) {
      faults.called("ApplicationObserve", endpoint);
      return modes.getOrDefault(endpoint, first(endpoint));
    }

    @Override
    public Mode bring(Conductor conductor, Database side, String endpoint, Mode mode) {
      faults.called("ApplicationBring", endpoint + " " + mode);
      epochs.passes(conductor, side);
      faults.act(
          new Effect("ApplicationBring", endpoint + " " + mode, conductor),
          () -> modes.put(endpoint, mode));
      Mode now = mode(endpoint);
      if (now != mode) {
        throw new IllegalStateException(endpoint + " is " + now + " after it was set to " + mode);
      }
      return now;
    }

    @Override
    public ProbeResult probe(
        String endpoint,
        CoreFunction function,
        boolean writing,
        @Nullable String dnsEndpoint,
        @Nullable String dnsName) {
      faults.called("ApplicationProbe", function.name());
      Side side = dnsName != null ? live : ofTarget.test(endpoint) ? Side.TARGET : Side.LEGACY;
      boolean broken = side == Side.TARGET && writing && brokenFunctions.contains(function.name());
      if (writing && !broken) {
        broken =
            !faults.act(new Effect("ApplicationProbe", side.name(), null), () -> probed.test(side));
      }
      int passed = broken ? 0 : function.of();
      return new ProbeResult(
          function.name(),
          passed,
          function.of(),
          passed >= function.need(),
          side.name().toLowerCase(Locale.ROOT),
          broken ? "answered 500" : "ok");
    }
  }

  private final class Batch implements BatchActivities {

    private final Map<String, MemoryJobs> endpoints = new ConcurrentHashMap<>();

    private MemoryJobs jobs(String endpoint) {
      return endpoints.computeIfAbsent(endpoint, name -> new MemoryJobs());
    }

    @Override
    public BatchObservation observe(String endpoint) {
      faults.called("BatchObserve", endpoint);
      return jobs(endpoint).observed();
    }

    @Override
    public BatchObservation hold(
        Conductor conductor, Database side, String endpoint, List<String> jobs) {
      faults.called("BatchHold", endpoint);
      epochs.passes(conductor, side);
      return bring(new Effect("BatchHold", endpoint, conductor), endpoint, jobs, true);
    }

    /** Job by job at a real scheduler: here in halves, between which an attempt can be lost. */
    private BatchObservation bring(
        Effect effect, String endpoint, List<String> jobs, boolean hold) {
      int half = jobs.size() / 2;
      faults.act(effect, () -> jobs(endpoint).hold(jobs.subList(0, half), hold));
      faults.act(effect, () -> jobs(endpoint).hold(jobs.subList(half, jobs.size()), hold));
      return jobs(endpoint).observed();
    }

    @Override
    public BatchObservation drain(String endpoint, Duration limit) {
      faults.called("BatchDrain", endpoint);
      faults.act(new Effect("BatchDrain", endpoint, null), () -> jobs(endpoint).drain());
      return jobs(endpoint).observed();
    }

    @Override
    public BatchObservation release(
        Conductor conductor, Database side, String endpoint, List<String> jobs, List<String> done) {
      faults.called("BatchRelease", endpoint);
      epochs.passes(conductor, side);
      Effect effect = new Effect("BatchRelease", endpoint, conductor);
      if (!done.isEmpty()) {
        faults.act(effect, () -> jobs(endpoint).doneElsewhere(done));
      }
      return bring(effect, endpoint, jobs, false);
    }
  }

  private final class Erp implements ErpActivities {

    @Override
    public List<ErpResult> check(String endpoint, List<ErpCheck> checks) {
      faults.called("ErpCheck", endpoint);
      return checks.stream()
          .map(
              check ->
                  new ErpResult(
                      check.name(),
                      erpAnswers,
                      erpAnswers ? 200 : 503,
                      1,
                      erpAnswers ? "ok" : "answered 503"))
          .toList();
    }
  }

  private final class Notification implements NotificationActivities {

    @Override
    public void send(String endpoint, Notice notice) {
      faults.called("NotificationSend", notice.subject());
      long at = Activity.getExecutionContext().getInfo().getScheduledTimestamp();
      told.add(new Told(Instant.ofEpochMilli(at), notice));
      onNotice.accept(notice);
    }
  }

  /** All of them, to register with a worker. */
  public Object[] activities() {
    return new Object[] {dns, application, batch, erp, notification};
  }
}
