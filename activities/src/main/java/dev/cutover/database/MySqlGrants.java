package dev.cutover.database;

import dev.cutover.database.MySqlGrantScript.Product;
import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import java.util.List;

/** Grants of MySQL, and of Aurora MySQL. */
public final class MySqlGrants implements DatabaseGrants {

  private static final Product PRODUCT =
      new Product("MySQL", "CONNECTION_ADMIN", true, ", and sees that a table was truncated");

  @Override
  public String kind() {
    return "mysql";
  }

  @Override
  public String script(Plan plan, Side side, List<String> environments) {
    return new MySqlGrantScript(PRODUCT, plan, side, environments).write();
  }
}
