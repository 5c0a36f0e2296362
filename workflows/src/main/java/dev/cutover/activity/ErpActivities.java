package dev.cutover.activity;

import dev.cutover.plan.Checks.ErpCheck;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The ERP that stays where it is and has to be reached from both sides. */
@ActivityInterface(namePrefix = "Erp")
public interface ErpActivities {

  /** Sends each check once; an unreachable ERP is a result, not a failure. */
  List<ErpResult> check(String endpoint, List<ErpCheck> checks);

  record ErpResult(String check, boolean ok, int status, long millis, String detail) {}
}
