package dev.cutover.workflow;

import dev.cutover.plan.Plan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Lays the engine's tables and triggers in both databases; harmless when repeated. */
@WorkflowInterface
public interface Setup {

  /** Returns what still stands in the way of a cutover; empty if nothing. */
  @WorkflowMethod(name = "Setup")
  List<String> run(Request request);

  /** Which plan's environment to set up. */
  record Request(Plan plan, String environment) {}
}
