package dev.cutover.plan;

import java.util.ArrayList;
import java.util.List;

/** What a GO rests on besides the people who give it. */
public final class GoEvidence {

  private static final String PRODUCTION = "production";

  private GoEvidence() {}

  /**
   * What is missing for a GO in an environment; a rehearsal is how evidence comes about and needs
   * none. Nothing records certificates yet, so production always lacks them.
   *
   * @param requested whether somebody has signed that they ask for the run
   */
  public static List<String> missing(Plan plan, String environment, boolean requested) {
    if (!environment.equals(PRODUCTION)) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    if (!requested) {
      missing.add("a signed request: start it with cutover start --as PERSON --key FILE");
    }
    EvidenceRules rules = plan.evidence();
    missing.add("certificates of " + rules.rehearsals() + " rehearsals on this plan");
    missing.add("rollback drill in the last rehearsal");
    missing.add("load test of " + plan.checks().loadTest().records() + " records");
    missing.add("ERP check not older than " + rules.erpCheckAge());
    return missing;
  }
}
