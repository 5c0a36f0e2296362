package dev.cutover.sandbox.memory;

import dev.cutover.activity.ApplicationActivities;
import dev.cutover.activity.BatchActivities;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.DnsActivities;
import dev.cutover.activity.ErpActivities;
import dev.cutover.activity.FailureType;
import dev.cutover.activity.NotificationActivities;
import dev.cutover.plan.Checks.CoreFunction;
import dev.cutover.plan.Checks.ErpCheck;
import dev.cutover.plan.Levers.DnsRule;
import dev.cutover.plan.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** DNS, applications, batch jobs, the ERP and the people's letter box, in memory. */
public final class MemoryLevers {

  final Dns dns = new Dns();
  final Application application = new Application();
  final Batch batch = new Batch();
  final Erp erp = new Erp();
  final Notification notification = new Notification();

  private final Faults faults;
  private final Set<String> brokenFunctions = ConcurrentHashMap.newKeySet();
  private final List<NotificationActivities.Notice> notices = new CopyOnWriteArrayList<>();
  private volatile Consumer<NotificationActivities.Notice> onNotice = notice -> {};
  private volatile Side live = Side.LEGACY;
  private volatile boolean erpAnswers = true;

  MemoryLevers(Faults faults) {
    this.faults = faults;
  }

  void onNotice(Consumer<NotificationActivities.Notice> action) {
    onNotice = action;
  }

  /** The side that DNS names. */
  public Side live() {
    return live;
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
    return List.copyOf(notices);
  }

  /** How the application of an endpoint meets its clients. */
  public ApplicationActivities.Mode mode(String endpoint) {
    return application.modes.getOrDefault(endpoint, application.first(endpoint));
  }

  /** Somebody holds, or releases, one job by hand. */
  public void hold(String endpoint, String job, boolean hold) {
    List<String> jobs = new ArrayList<>(released(endpoint));
    jobs.remove(job);
    if (!hold) {
      jobs.add(job);
    }
    batch.released.put(endpoint, jobs);
  }

  /** Jobs that are released at an endpoint. */
  public List<String> released(String endpoint) {
    return batch.current(endpoint).released();
  }

  private final class Dns implements DnsActivities {

    private long epoch;

    @Override
    public DnsObservation observe(DnsLever lever) {
      faults.called("DnsObserve");
      return answer(lever.rule());
    }

    private DnsObservation answer(DnsRule rule) {
      return new DnsObservation(live, epoch, List.of(new ServerAnswer("memory", rule.value(live))));
    }

    @Override
    public DnsObservation bring(Conductor conductor, DnsLever lever, Side side) {
      faults.called("DnsBring");
      if (conductor.epoch() < epoch) {
        throw FailureType.STALE_EPOCH.because("DNS stands at epoch " + epoch);
      }
      live = side;
      epoch = conductor.epoch();
      return answer(lever.rule());
    }

    @Override
    public DnsObservation awaitPropagation(DnsLever lever, Side side) {
      faults.called("DnsAwaitPropagation");
      return answer(lever.rule());
    }
  }

  private final class Application implements ApplicationActivities {

    private final Map<String, Mode> modes = new ConcurrentHashMap<>();

    private Mode first(String endpoint) {
      return endpoint.contains("target") ? Mode.DOWN : Mode.UP;
    }

    @Override
    public Mode observe(String endpoint) {
      faults.called("ApplicationObserve");
      return modes.getOrDefault(endpoint, first(endpoint));
    }

    @Override
    public Mode bring(Conductor conductor, String endpoint, Mode mode) {
      faults.called("ApplicationBring");
      modes.put(endpoint, mode);
      return mode;
    }

    @Override
    public ProbeResult probe(
        String endpoint,
        CoreFunction function,
        boolean writing,
        @Nullable String dnsEndpoint,
        @Nullable String dnsName) {
      faults.called("ApplicationProbe");
      Side side = dnsName != null ? live : endpoint.contains("target") ? Side.TARGET : Side.LEGACY;
      boolean broken = side == Side.TARGET && writing && brokenFunctions.contains(function.name());
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

    private final Map<String, List<String>> held = new ConcurrentHashMap<>();
    private final Map<String, List<String>> released = new ConcurrentHashMap<>();

    private BatchObservation current(String endpoint) {
      return new BatchObservation(
          released.getOrDefault(endpoint, List.of()),
          held.getOrDefault(endpoint, List.of()),
          List.of(),
          List.of());
    }

    @Override
    public BatchObservation observe(String endpoint) {
      faults.called("BatchObserve");
      return current(endpoint);
    }

    @Override
    public BatchObservation hold(Conductor conductor, String endpoint, List<String> jobs) {
      faults.called("BatchHold");
      released.put(endpoint, List.of());
      held.put(endpoint, List.copyOf(jobs));
      return current(endpoint);
    }

    @Override
    public BatchObservation drain(String endpoint, Duration limit) {
      faults.called("BatchDrain");
      return current(endpoint);
    }

    @Override
    public BatchObservation release(
        Conductor conductor, String endpoint, List<String> jobs, List<String> done) {
      faults.called("BatchRelease");
      List<String> still = new ArrayList<>(held.getOrDefault(endpoint, List.of()));
      still.removeAll(jobs);
      held.put(endpoint, still);
      released.put(endpoint, List.copyOf(jobs));
      return current(endpoint);
    }
  }

  private final class Erp implements ErpActivities {

    @Override
    public List<ErpResult> check(String endpoint, List<ErpCheck> checks) {
      faults.called("ErpCheck");
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
      faults.called("NotificationSend");
      notices.add(notice);
      onNotice.accept(notice);
    }
  }

  /** All of them, to register with a worker. */
  Object[] activities() {
    return new Object[] {dns, application, batch, erp, notification};
  }
}
