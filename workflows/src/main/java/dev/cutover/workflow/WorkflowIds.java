package dev.cutover.workflow;

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

  public String dataSync() {
    return of("sync");
  }

  public String comparison() {
    return of("comparison");
  }

  public String setup() {
    return of("setup");
  }

  public String erpCheck() {
    return of("erp-check");
  }

  static String child(String parent, String attempt, String step) {
    return parent + "-" + attempt + "-" + step;
  }

  private String of(String type) {
    return system + "-" + environment + "-" + type;
  }
}
