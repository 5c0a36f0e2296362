package dev.cutover.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers and times that must be sane, and that must hold the steps planned within them. */
final class LimitRules {

  private static final BigDecimal MOST_RESERVE = BigDecimal.TEN;

  private final Plan plan;
  private final Findings findings;

  LimitRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    Limits limits = plan.limits();
    findings.positive("limits.cutover", limits.cutover());
    findings.positive("limits.overrun-budget", limits.overrunBudget());
    findings.positive("limits.batch-drain", limits.batchDrain());
    if (limits.syncLagRows() < 0) {
      findings.error("limits.sync-lag-rows", "must be 0 or more");
    }
    Duration syncLag = limits.syncLag();
    if (syncLag != null) {
      findings.positive("limits.sync-lag", syncLag);
    }
    boolean less = limits.reserve().compareTo(BigDecimal.ONE) < 0;
    if (less || limits.reserve().compareTo(MOST_RESERVE) > 0) {
      findings.error(
          "limits.reserve", "must be 1 to 10: the rehearsed time is needed so many times");
    }
    steps(limits);
    findings.between("evidence.rehearsals", plan.evidence().rehearsals(), 1, 10);
    findings.positive("evidence.erp-check-age", plan.evidence().erpCheckAge());
  }

  private void steps(Limits limits) {
    Set<String> keys = Arrays.stream(Step.values()).map(Step::key).collect(Collectors.toSet());
    Known known = new Known("step", keys, true);
    limits
        .steps()
        .forEach(
            (step, planned) -> {
              String path = "limits.steps." + step;
              findings.known(path, step, known);
              findings.positive(path, planned);
            });
    if (findings.sound("limits.steps")) {
      longEnough("limits.cutover", limits.cutover(), PlannedTimes.cutover(limits), "after GO");
      Duration rollback = PlannedTimes.rollback(limits);
      longEnough("limits.overrun-budget", limits.overrunBudget(), rollback, "of the rollback");
    }
  }

  private void longEnough(String path, Duration limit, Duration planned, String which) {
    if (!limit.isZero() && limit.compareTo(planned) < 0) {
      findings.error(
          path,
          "is shorter than the planned steps "
              + which
              + " together: "
              + Durations.words(planned)
              + " needed");
    }
  }
}
