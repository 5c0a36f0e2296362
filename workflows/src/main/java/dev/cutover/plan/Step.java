package dev.cutover.plan;

import java.util.Locale;

/** The lines of both procedures, in their order. */
public enum Step {
  PRE_CHECK("observe and pre-check"),
  SYNC("pre-migration sync"),
  GATE_GO("gate GO"),
  HOLD_LEGACY_BATCH("hold legacy batch jobs, drain the running ones"),
  LEGACY_MAINTENANCE("legacy application to maintenance"),
  FREEZE_LEGACY("freeze legacy, prove that a write is refused"),
  FINAL_DELTA("final delta"),
  COMPARE("compare counts and checksums"),
  ALIGN_SEQUENCES("align sequences"),
  START_TARGET_APPLICATION("start target application"),
  ERP_FROM_TARGET("ERP from target"),
  READ_ONLY_CORE_FUNCTIONS("read-only core functions on target"),
  GATE_SWITCH("gate SWITCH"),
  SWITCH_FENCE("fence: legacy SWITCHED, then target OPEN"),
  WRITING_CORE_FUNCTIONS("writing core functions by the target's own name"),
  DNS_TO_TARGET("DNS to target"),
  VALIDATE("validate through the real name"),
  RELEASE_TARGET_BATCH("release target batch jobs without effects"),
  GATE_COMPLETE("gate COMPLETE"),
  COMPLETE("fence COMPLETED, release the rest"),
  PARALLEL_OPERATION("parallel operation"),

  TAKE_EPOCH("take the epoch"),
  CLOSE_TARGET("fence: close target, drain its open transactions"),
  HOLD_TARGET_BATCH("hold target batch jobs, drain"),
  DNS_TO_LEGACY("DNS to legacy"),
  STOP_TARGET_APPLICATION("stop target application"),
  ALIGN_LEGACY_SEQUENCES("align legacy sequences"),
  CARRY_BACK("carry back what was written on the target"),
  LEGACY_APPLICATION_UP("legacy application up"),
  OPEN_LEGACY("fence: open legacy"),
  RELEASE_LEGACY_BATCH("release legacy batch jobs"),
  VERIFY_CONNECTIVITY("verify all connectivity"),
  LOOK_AGAIN("look again when no late call can move a lever"),
  REPORT("report");

  private final String label;

  Step(String label) {
    this.label = label;
  }

  /** The step in the plan's words. */
  public String label() {
    return label;
  }

  /** The step as the plan file and the command line name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
