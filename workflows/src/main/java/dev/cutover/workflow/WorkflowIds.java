package dev.cutover.workflow;

import dev.cutover.plan.Step;

/**
 * Workflow ids: {@code <system>-<environment>-<type>}, so that Temporal itself refuses a second
 * start; other children {@code <parent>-<attempt>-<step>}.
 */
public record WorkflowIds(String system, String environment) {

  public String cutover() {
    return of("cutover");
  }

  public String rollback() {
    return of("rollback");
  }

  /** What closes a target that a rollback had to do without. */
  public String forfeitedTarget() {
    return of("forfeited-target");
  }

  public String dataSync() {
    return of("sync");
  }

  public String comparison() {
    return of("comparison");
  }

  public String setup() {
    return of("setup");
  }

  public String observation() {
    return of("observation");
  }

  /** One of several at the same time. */
  public String observation(String unique) {
    return child(observation(), unique);
  }

  public String erpCheck() {
    return of("erp-check");
  }

  /** The sync that a cutover's attempt started. */
  public String syncOf(String attempt) {
    return child(cutover(), attempt, Step.SYNC.key());
  }

  static String child(String parent, String attempt, String step) {
    return child(child(parent, attempt), step);
  }

  private static String child(String parent, String which) {
    return parent + "-" + which;
  }

  private String of(String type) {
    return system + "-" + environment + "-" + type;
  }
}
