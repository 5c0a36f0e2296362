package dev.cutover.plan;

import java.util.List;

/** What a GO rests on besides the people who give it. */
public final class GoEvidence {

  private static final String PRODUCTION = "production";

  private GoEvidence() {}

  /**
   * What is missing for a GO in an environment; a rehearsal is how evidence comes about and needs
   * none. Nothing records certificates yet, so production always lacks them.
   */
  public static List<String> missing(Plan plan, String environment) {
    if (!environment.equals(PRODUCTION)) {
      return List.of();
    }
    EvidenceRules rules = plan.evidence();
    return List.of(
        "certificates of " + rules.rehearsals() + " rehearsals on this plan",
        "rollback drill in the last rehearsal",
        "load test of " + plan.checks().loadTest().records() + " records",
        "ERP check not older than " + rules.erpCheckAge());
  }
}
