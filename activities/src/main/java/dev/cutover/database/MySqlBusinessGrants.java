package dev.cutover.database;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;

/** What the fence asks of the business's accounts, and of the server, on MySQL and MariaDB. */
final class MySqlBusinessGrants {

  private final Plan plan;
  private final Side side;
  private final GrantScript script;

  MySqlBusinessGrants(Plan plan, Side side, GrantScript script) {
    this.plan = plan;
    this.side = side;
    this.script = script;
  }

  void write() {
    if (side == Side.LEGACY) {
      script.proveFreeze(plan, table -> name(table, side));
    }
    script.because(
        "Accounts of the business ("
            + GrantScript.businessAccounts(plan, side)
            + ") need nothing for the fence, and must not get around it: no SUPER; no TRIGGER,"
            + " ALTER or DROP on the plan's tables (DROP is TRUNCATE too, which fires no trigger);"
            + " nothing on the engine's. Rights on `<schema>`.* are rights on the engine's tables:"
            + " grant them table by table.");
    script.because(
        "The server's settings: log_bin_trust_function_creators = 1 while the binary log is on,"
            + " else a trigger takes SUPER"
            + (side == Side.LEGACY
                ? "."
                : "; local_infile = 1, else copies take several times as long."));
  }

  /** A table of the plan, on legacy as it is written there, on the target as it is called there. */
  static String name(Table table, Side side) {
    MySqlDialect mysql = new MySqlDialect();
    String own = side == Side.LEGACY ? table.name() : mysql.schema().adopted(table.name());
    return "`<schema>`." + mysql.quote(own);
  }
}
