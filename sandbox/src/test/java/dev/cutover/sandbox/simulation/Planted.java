package dev.cutover.sandbox.simulation;

import dev.cutover.activity.DnsActivities;
import dev.cutover.activity.FenceActivities;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.sandbox.memory.MemorySystem;
import dev.cutover.sandbox.memory.Rule;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mistakes that a simulation must find, each made in the world and not in the engine. */
enum Planted {
  THE_RECORD_IS_TRUSTED_INSTEAD_OF_OBSERVING,
  LEGACY_OPENS_BEFORE_CARRYING_BACK,
  TARGET_OPENS_BEFORE_SWITCHED,
  EPOCH_AND_TOKEN_ARE_NOT_CHECKED,
  DNS_HAS_NO_EPOCH,
  A_LEASE_THAT_RAN_OUT_IS_IGNORED;

  private Set<Rule> leftOut() {
    return switch (this) {
      case EPOCH_AND_TOKEN_ARE_NOT_CHECKED -> Set.of(Rule.EPOCH, Rule.TOKEN);
      case DNS_HAS_NO_EPOCH -> Set.of(Rule.DNS_EPOCH);
      case A_LEASE_THAT_RAN_OUT_IS_IGNORED -> Set.of(Rule.LEASE_AT_SWITCH, Rule.JOURNAL_AT_SWITCH);
      default -> Set.of();
    };
  }

  /** A change of DNS that comes too late is rare, so it is made less so. */
  private @Nullable String troubled() {
    return this == DNS_HAS_NO_EPOCH ? "DnsBring" : null;
  }

  /** The same nights without the mistake. */
  Simulated without(Plan plan) {
    return new Simulated(
        plan, PlanHash.of(plan), "rehearsal", Set.of(), troubled(), MemorySystem::activities);
  }

  private Object mistaken(Object activity) {
    return switch (this) {
      case THE_RECORD_IS_TRUSTED_INSTEAD_OF_OBSERVING ->
          activity instanceof DnsActivities dns ? new TrustedRecord(dns) : activity;
      case LEGACY_OPENS_BEFORE_CARRYING_BACK ->
          activity instanceof FenceActivities fence
              ? WrongOrder.legacyOpensBeforeCarryingBack(fence)
              : activity;
      case TARGET_OPENS_BEFORE_SWITCHED ->
          activity instanceof FenceActivities fence
              ? WrongOrder.targetOpensBeforeSwitched(fence)
              : activity;
      default -> activity;
    };
  }

  Simulated in(Plan plan) {
    return new Simulated(plan, PlanHash.of(plan), "rehearsal", leftOut(), troubled(), this::served);
  }

  private Object[] served(MemorySystem system) {
    return Arrays.stream(system.activities()).map(this::mistaken).toArray();
  }
}
