package dev.cutover.plan;

/** The names of the endpoints that an environment uses; workers know what stands behind a name. */
public record Bindings(
    SideBindings legacy, SideBindings target, String dns, String erp, String notification) {

  /** The endpoints of one side. */
  public record SideBindings(String database, String application, String batch) {}

  public SideBindings of(Side side) {
    return side == Side.LEGACY ? legacy : target;
  }
}
