package dev.cutover.plan;

/** What must hold within a plan and between its parts, whatever file it comes from. */
final class PlanRules {

  private PlanRules() {}

  static void check(Plan plan, Findings findings) {
    new ScheduleRules(plan, findings).check();
    new PeopleRules(plan, findings).check();
    new GateRules(plan, findings).check();
    new CalendarRules(plan, findings).check();
    new EnvironmentRules(plan, findings).check();
    new LimitRules(plan, findings).check();
    new DataRules(plan, findings).check();
    new WaiverRules(plan, findings).check();
    new CheckRules(plan, findings).check();
    new LeverRules(plan, findings).check();
    new ScopeRules(plan, findings).check();
  }
}
