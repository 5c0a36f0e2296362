package dev.cutover.plan;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The system that moves, and the dates of its migration. */
final class ScheduleRules {

  private final Plan plan;
  private final Findings findings;

  ScheduleRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    if (plan.version() != 1) {
      findings.error(
          "version", "version " + plan.version() + " is not known: this engine reads version 1");
    }
    SystemDescription system = plan.system();
    if (!system.name().matches("[a-z][a-z0-9-]{0,30}")) {
      findings.error("system.name", "must be a-z, 0-9 and hyphens, beginning with a letter");
    }
    if (findings.sound("system.prepared") && system.completion().isBefore(system.prepared())) {
      findings.error("system.completion", "is before the plan was prepared");
    }
    completion(system.completion());
    findings.names("phases", plan.phases(), Phase::name);
    findings.each(
        plan.phases(),
        "phases",
        (phase, path) -> {
          if (findings.sound(path + ".from") && phase.to().isBefore(phase.from())) {
            findings.error(path + ".to", "ends before it begins");
          }
        });
  }

  private void completion(LocalDate completion) {
    String path = "environments.production.window.closes";
    Environment production = plan.environments().get("production");
    @Nullable LocalDateTime closes = production == null ? null : production.window().closes();
    if (closes != null && findings.sound(path) && completion.isBefore(closes.toLocalDate())) {
      findings.error(
          "system.completion", "is before the window of production closes, on " + closes);
    }
  }
}
