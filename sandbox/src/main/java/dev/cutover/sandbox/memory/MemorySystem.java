package dev.cutover.sandbox.memory;

import dev.cutover.calendar.BusinessDays;
import dev.cutover.plan.Bindings;
import dev.cutover.plan.Bindings.SideBindings;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Both sides of one environment in memory: every lever, and the rows behind them. */
public final class MemorySystem {

  public final Faults faults = new Faults();
  public final MemoryRows rows = new MemoryRows();
  public final MemoryFence fence;
  public final MemoryTokens tokens;
  public final MemoryData data;
  public final MemoryLevers levers;
  public final MemoryDecision decisions;
  private final MemoryEvidence evidence;

  /**
   * @param clock of the databases; without one no lease ever runs out
   * @param leftOut rules that are not kept
   */
  public MemorySystem(
      Plan plan, String environment, @Nullable Supplier<Instant> clock, Set<Rule> leftOut) {
    Bindings bindings =
        Objects.requireNonNull(plan.environments().get(environment), environment).bindings();
    SideBindings target = bindings.of(Side.TARGET);
    fence = new MemoryFence(faults, rows, clock, leftOut);
    tokens = new MemoryTokens(fence, leftOut);
    data = new MemoryData(faults, rows, tokens);
    levers =
        new MemoryLevers(
            faults,
            fence::passes,
            List.of(target.application(), target.batch())::contains,
            leftOut);
    decisions = new MemoryDecision(faults, plan);
    evidence = new MemoryEvidence(plan);
  }

  /** What a worker serves. */
  public Object[] activities() {
    List<Object> all =
        new ArrayList<>(List.of(fence, data, decisions, evidence, new BusinessDays()));
    all.addAll(List.of(levers.activities()));
    return all.toArray();
  }
}
