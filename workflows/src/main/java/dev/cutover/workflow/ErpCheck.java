package dev.cutover.workflow;

import dev.cutover.activity.ErpActivities.ErpResult;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Checks from one side that the ERP answers: the day before, and in the night. */
@WorkflowInterface
public interface ErpCheck {

  @WorkflowMethod(name = "ErpCheck")
  List<ErpResult> run(Request request);

  /**
   * @param from the side whose workers send the requests
   */
  record Request(Plan plan, String environment, Side from) {}
}
