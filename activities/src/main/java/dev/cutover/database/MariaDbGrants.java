package dev.cutover.database;

import dev.cutover.database.MySqlGrantScript.Product;
import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import java.util.List;

/** Grants of MariaDB, whose privileges have other names in places. */
public final class MariaDbGrants implements DatabaseGrants {

  private static final Product PRODUCT = new Product("MariaDB", "CONNECTION ADMIN", false, "");

  @Override
  public String kind() {
    return "mariadb";
  }

  @Override
  public String script(Plan plan, Side side, List<String> environments) {
    return new MySqlGrantScript(PRODUCT, plan, side, environments).write();
  }
}
