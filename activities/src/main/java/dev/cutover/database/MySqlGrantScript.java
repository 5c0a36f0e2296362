package dev.cutover.database;

import dev.cutover.plan.Environment;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Grants of MySQL and MariaDB, table by table, since the engine's tables stand among the
 * business's. A right on a table that is not there yet goes with the right to make it.
 */
final class MySqlGrantScript {

  private static final String ENGINE = " TO <engine>";

  private final MySqlDialect mysql = new MySqlDialect();
  private final Product product;
  private final Plan plan;
  private final Side side;
  private final boolean rehearsal;
  private final GrantScript script;

  MySqlGrantScript(Product product, Plan plan, Side side, List<String> environments) {
    this.product = product;
    this.plan = plan;
    this.side = side;
    this.rehearsal = environments.contains(Environment.REHEARSAL);
    this.script = GrantScript.of(product.name(), plan, side, environments);
  }

  String write() {
    placeholders();
    account();
    tables();
    engineTables();
    sessions();
    new MySqlBusinessGrants(plan, side, script).write();
    return script.toString();
  }

  private void placeholders() {
    script
        .note(
            "The least that cutover's accounts need. For an administrator to run, once the plan's"
                + " tables are there, with these replaced:")
        .placeholder("schema", "the database that holds them")
        .placeholder("engine", "the engine's account, as cutover@'10.1.%' for the workers' hosts")
        .placeholder("engine_password", "its password, in quotes");
    if (side == Side.LEGACY) {
      script.placeholder("business", "the account of the application that a freeze is proven with");
    }
  }

  private void account() {
    script
        .because(
            "The engine's account. The fence lets it through by its name: no application may have"
                + " that name, from whatever host. Triggers run with its rights: who drops it while"
                + " they stand stops the business's writes.")
        .run("CREATE USER IF NOT EXISTS <engine> IDENTIFIED BY <engine_password>");
  }

  private void tables() {
    script.because(
        "The plan's tables. SELECT: copies, deltas and comparisons read them. INSERT, UPDATE,"
            + " DELETE: "
            + (side == Side.LEGACY
                ? "a rollback carries back what the target took."
                : "copies, deltas and repairs write them.")
            + " TRIGGER: the fence and the journal. ALTER: the next key is set behind all keys in"
            + " use."
            + (side == Side.LEGACY ? "" : " Names are those that schema propose gives."));
    for (Table table : plan.data().tables()) {
      String alter = table.sequence() == null ? "" : ", ALTER";
      String rights = "SELECT, INSERT, UPDATE, DELETE, TRIGGER" + alter;
      script.run("GRANT " + rights + " ON " + MySqlBusinessGrants.name(table, side) + ENGINE);
    }
    if (side == Side.LEGACY) {
      script
          .because(
              "Names of the tables beside them, and nothing in them: the schema check says which"
                  + " ones the plan forgot.")
          .run("GRANT SHOW VIEW ON `<schema>`.*" + ENGINE);
    }
  }

  private void engineTables() {
    script.because(
        "The engine's own tables, all made by init on both sides (CREATE). The triggers write the"
            + " journal with this account's rights, whoever fires them.");
    if (rehearsal) {
      script.note(
          "DELETE on "
              + EngineTableUse.ALL.stream()
                  .filter(use -> use.isDeletedByResetAlone(side))
                  .map(EngineTableUse::table)
                  .collect(Collectors.joining(", "))
              + " is for reset, in a rehearsal: --environment production leaves it out.");
    }
    for (EngineTableUse use : EngineTableUse.ALL) {
      String table = "`<schema>`." + mysql.quote(mysql.engineTable(use.table()));
      List<String> rights = use.rights(side, rehearsal);
      if (use.table().equals("fence") && product.namesReferences()) {
        rights.add("REFERENCES");
      }
      script.note(use.table() + ": " + use.holds());
      script.run("GRANT " + String.join(", ", rights) + " ON " + table + ENGINE);
    }
  }

  private void sessions() {
    if (plan.levers().fence().mayKillSessions()) {
      script
          .because(
              "levers.fence.kill-sessions: sessions that hold up a freeze are seen (PROCESS) and"
                  + " ended.")
          .run("GRANT PROCESS, " + product.toKill() + " ON *.*" + ENGINE);
    } else {
      script
          .because(
              "All goes on without it. With it the engine says whose session holds up a freeze"
                  + " instead of that there is one"
                  + product.seesWithProcess()
                  + ".")
          .optional("GRANT PROCESS ON *.*" + ENGINE);
    }
  }

  /**
   * What MySQL and MariaDB call differently, or ask for differently.
   *
   * @param toKill the right to end sessions of others
   * @param namesReferences whether a foreign key takes a right of that name on the parent's table
   * @param seesWithProcess what else the engine sees with PROCESS, for people to read
   */
  record Product(String name, String toKill, boolean namesReferences, String seesWithProcess) {}
}
