package dev.cutover.sandbox;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Step;
import dev.cutover.sandbox.fault.Does;
import dev.cutover.sandbox.fault.PlannedFault;
import dev.cutover.sandbox.fault.Wiring;
import dev.cutover.starter.BadInput;
import dev.cutover.starter.Follow;
import dev.cutover.worker.WorkerApplication;
import dev.cutover.workflow.CutoverRequest;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import dev.cutover.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a rehearsal is asked to live through, and what they need: a worker in a process
 * of its own, and a proxy on each of its ways. Without any, all is as it would be anyhow.
 */
final class Troubles {

  /** Small, and quick to start: it is started often. */
  private static final List<String> JAVA =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final List<PlannedFault> faults;
  private final Wiring wiring = new Wiring(FreePort::pick);
  private final List<String> problems = new ArrayList<>();
  private @Nullable WorkerProcess workers;
  private @Nullable Ordeal ordeal;
  private boolean parked;
  private int checked;

  Troubles(List<PlannedFault> faults) {
    this.faults = List.copyOf(faults);
  }

  /**
   * @throws BadInput if what they need is not there
   */
  void check(TemporalServer.Kind kind) throws IOException {
    if (!isNone() && kind != TemporalServer.Kind.WITH_UI && TemporalProgram.find().isEmpty()) {
      throw new BadInput(
          "--fault needs the program temporal, which it kills and starts again:"
              + " put it on the PATH, or add --ui, which installs it");
    }
    if (withClock() && ShiftedClock.library().isEmpty()) {
      throw new BadInput(
          "--fault of a clock needs libfaketime below /usr/lib: apt-get install libfaketime");
    }
  }

  private boolean withClock() {
    return faults.stream().anyMatch(planned -> planned.fault().does().isOfClocks());
  }

  boolean isNone() {
    return faults.isEmpty();
  }

  /** The plan with the limits that the faults need to be over soon. */
  Plan over(Plan plan) {
    Plan changed = plan;
    for (PlannedFault planned : faults) {
      changed = ScenarioPlan.with(changed, planned.fault().plan());
    }
    return changed;
  }

  World world(Plan plan, int orders, long seed, TemporalServer.Kind kind) throws IOException {
    if (isNone()) {
      return new World(plan, orders, seed, kind);
    }
    boolean cramped = faults.stream().anyMatch(one -> one.fault().does() == Does.DISK_FULL);
    World world = new World(plan, orders, seed, kind, wiring, cramped);
    world.with(wiring);
    return world;
  }

  Served worker(World world, Map<String, Object> settings) throws IOException {
    if (isNone()) {
      return WorkerApplication.start(settings)::close;
    }
    WorkerProcess process =
        world.with(new WorkerProcess(settings, world.directory(), JAVA, withClock()));
    process.start();
    workers = process;
    return process::close;
  }

  Cast cast(Scenario scenario) {
    return isNone() ? scenario : new Troubled();
  }

  /** A rollback is made on purpose where faults are to happen to one. */
  @Nullable Step drillAfter(Scenario scenario) {
    boolean needed = faults.stream().anyMatch(PlannedFault::needsRollback);
    return needed ? Step.VALIDATE : scenario.drillAfter();
  }

  /** Leads a run to its end. */
  RunStatus through(
      World world,
      WorkflowClient client,
      WorkflowIds ids,
      String queue,
      CutoverRequest request,
      PrintStream out,
      Follow follow) {
    WorkerProcess worker = workers;
    if (worker == null) {
      return follow.toItsEnd(ids.cutover());
    }
    Ordeal hard =
        world.with(
            new Ordeal(
                new Ground(world, wiring, worker, client, ids, queue, request), faults, out));
    ordeal = hard;
    Ending ending = new Ending(follow, ids, hard::repair, hard.chronicle()::lastSign, limit());
    RunStatus end;
    try {
      end = ending.reached();
    } catch (IllegalStateException e) {
      trail().forEach(System.err::println);
      worker.lastWords().forEach(System.err::println);
      throw e;
    }
    parked = ending.parked();
    return end;
  }

  private int limit() {
    return faults.stream().mapToInt(planned -> planned.fault().limit()).max().orElse(0);
  }

  /** The run is over: what was not mended yet is mended now. */
  void over() {
    if (ordeal != null) {
      ordeal.mendAll();
      ordeal.close();
    }
  }

  /** What should not be, after a run in spite of which all this happened. */
  List<String> problems(
      RunStatus end, Live live, Sightings prober, OrderClients.Settlement orders, long twice) {
    Set<Outcome> allowed = PlannedFault.outcomes(faults);
    Outcome outcome = parked ? Outcome.PARKED : end.outcome();
    require(allowed.contains(outcome), "ended " + outcome + ", expected one of " + allowed);
    require(!parked || end.outcome() == Outcome.ROLLED_BACK, "no way out led from PARKED");
    require(live.isOnly(Demo.shouldBeLive(end)), "writes are taken by: " + live.word());
    require(leadsTo(Demo.shouldBeLive(end)), "the name does not lead to " + Demo.shouldBeLive(end));
    require(
        prober.acceptedLately(Demo.shouldBeLive(end)),
        "the prober saw no write accepted on " + Demo.shouldBeLive(end) + " in the end");
    require(prober.bothWritable() == 0, "both sides took writes: " + prober.bothWritable());
    require(orders.placed() > 0, "no order was placed, so that none could be lost");
    require(orders.lost() == 0, "orders lost: " + orders.lost());
    require(orders.doubled() == 0, "orders doubled: " + orders.doubled());
    require(twice == 0, "purchase orders sent twice: " + twice);
    if (ordeal != null) {
      for (Ordeal.Trial trial : ordeal.trials()) {
        String trouble = trial.trouble;
        require(trouble == null, String.valueOf(trouble));
        require(
            trial.happened != null || faults.size() > 1,
            trial.planned.key() + ": its moment never came");
      }
    }
    return problems;
  }

  private boolean leadsTo(Side side) {
    return ordeal == null || ordeal.ground().world().nameLeadsTo(side);
  }

  int checked() {
    return checked;
  }

  private void require(boolean holds, String otherwise) {
    checked++;
    if (!holds) {
      problems.add(otherwise);
    }
  }

  boolean parked() {
    return parked;
  }

  List<FaultSeen> seen() {
    return ordeal == null ? List.of() : ordeal.trials().stream().map(FaultSeen::of).toList();
  }

  /** What Temporal recorded, for whoever has to find out why. */
  List<String> trail() {
    return ordeal == null ? List.of() : ordeal.chronicle().lines();
  }

  /**
   * Seconds from a deadline that passed to the rollback, or from the return of who was away then.
   */
  @Nullable Double lateness(RunStatus end) {
    Instant deadline = end.deadline();
    Ordeal hard = ordeal;
    Instant begun = hard == null ? null : hard.chronicle().begun(Step.TAKE_EPOCH);
    if (hard == null || deadline == null || begun == null || begun.isBefore(deadline)) {
      return null;
    }
    Instant back = hard.lastMended();
    boolean asleep = back != null && back.isAfter(deadline) && back.isBefore(begun);
    return FaultSeen.seconds(asleep && back != null ? back : deadline, begun);
  }
}
