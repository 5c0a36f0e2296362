package dev.cutover.database;

import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import java.util.List;

/** H2 is the sandbox's, where the engine's account is an administrator. */
public final class H2Grants implements DatabaseGrants {

  @Override
  public String kind() {
    return "h2";
  }

  @Override
  public String script(Plan plan, Side side, List<String> environments) {
    return GrantScript.of("H2", plan, side, environments)
        .note(
            "Nothing to grant: H2 stands in the sandbox alone, where the engine's account is an"
                + " administrator, and gives the business what its triggers ask for.")
        .toString();
  }
}
