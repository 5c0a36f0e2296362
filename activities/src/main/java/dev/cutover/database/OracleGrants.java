package dev.cutover.database;

import dev.cutover.plan.DatabaseGrants;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.plan.Table.SequenceRule;
import java.util.List;
import java.util.Objects;

/**
 * Grants of Oracle, where the engine's tables, function and triggers stand in a schema of its own;
 * {@code docs/oracle.md} names the document behind each.
 */
public final class OracleGrants implements DatabaseGrants {

  private static final String ENGINE = " TO <engine>";

  @Override
  public String kind() {
    return "oracle";
  }

  @Override
  public String script(Plan plan, Side side, List<String> environments) {
    GrantScript script = GrantScript.of("Oracle", plan, side, environments);
    placeholders(script, side);
    account(script);
    tables(script, plan, side);
    sequences(script, plan);
    sessions(script, plan);
    business(script, plan, side);
    return script.toString();
  }

  private static void placeholders(GrantScript script, Side side) {
    script
        .note(
            "The least that cutover's accounts need. For a DBA to run (in the PDB, where there is"
                + " one), once the plan's tables are there, with these replaced:")
        .placeholder("schema", "the owner of the plan's tables, as OMS")
        .placeholder("engine", "the engine's account, as CUTOVER")
        .placeholder("engine_password", "its password, in double quotes")
        .placeholder("tablespace", "where the engine's tables go");
    if (side == Side.LEGACY) {
      script.placeholder("business", "the account of the application that a freeze is proven with");
    }
  }

  private static void account(GrantScript script) {
    script
        .because(
            "The engine's account. The fence lets it through by its name. The business's writes"
                + " are journaled in its tables: a quota that is used up would refuse them. Who"
                + " drops it drops the fence.")
        .run(
            "CREATE USER <engine> IDENTIFIED BY <engine_password>"
                + " DEFAULT TABLESPACE <tablespace> QUOTA UNLIMITED ON <tablespace>")
        .run("GRANT CREATE SESSION" + ENGINE)
        .because("Its tables; two of them number their rows, which takes a sequence.")
        .run("GRANT CREATE TABLE, CREATE SEQUENCE" + ENGINE)
        .because("The function by which triggers ask the fence.")
        .run("GRANT CREATE PROCEDURE" + ENGINE)
        .because("A trigger on each table of the plan. On another schema's no smaller right does.")
        .run("GRANT CREATE ANY TRIGGER" + ENGINE)
        .because("Digests of CLOBs and long texts.")
        .run("GRANT EXECUTE ON SYS.DBMS_CRYPTO" + ENGINE);
  }

  private static void tables(GrantScript script, Plan plan, Side side) {
    script.because(
        "The plan's tables. SELECT: copies, deltas and comparisons read them, and a drain locks"
            + " them for a moment. INSERT, UPDATE, DELETE: "
            + (side == Side.LEGACY
                ? "a rollback carries back what the target took."
                : "copies, deltas and repairs write them. Names are those that schema propose"
                    + " gives."));
    for (Table table : plan.data().tables()) {
      script.run("GRANT SELECT, INSERT, UPDATE, DELETE ON " + name(table, side) + ENGINE);
    }
    if (side == Side.LEGACY) {
      script.note(
          "The schema check sees these tables alone. Look through the others of <schema> yourself:"
              + " each belongs into the plan, or out of its scope.");
    }
  }

  private static void sequences(GrantScript script, Plan plan) {
    List<String> sequences =
        plan.data().tables().stream()
            .map(Table::sequence)
            .filter(Objects::nonNull)
            .map(SequenceRule::legacy)
            .distinct()
            .toList();
    if (!sequences.isEmpty()) {
      script.because("The plan's sequences go on behind all keys in use (ALTER).");
      for (String sequence : sequences) {
        script.run("GRANT SELECT, ALTER ON <schema>." + OracleDialect.quoted(sequence) + ENGINE);
      }
    }
  }

  private static void sessions(GrantScript script, Plan plan) {
    String locks = "GRANT SELECT ON SYS.GV_$LOCKED_OBJECT" + ENGINE;
    String sessions = "GRANT SELECT ON SYS.GV_$SESSION" + ENGINE;
    if (plan.levers().fence().mayKillSessions()) {
      script
          .because("levers.fence.kill-sessions: sessions that hold up a freeze are seen and ended.")
          .run(locks)
          .run(sessions)
          .run("GRANT ALTER SYSTEM" + ENGINE);
    } else {
      script
          .because(
              "All goes on without these. With them the engine says whose session holds up a"
                  + " freeze instead of in which table there is one.")
          .optional(locks)
          .optional(sessions);
    }
  }

  private static void business(GrantScript script, Plan plan, Side side) {
    if (side == Side.LEGACY) {
      script.proveFreeze(plan, table -> name(table, side));
    }
    script.because(
        "Accounts of the business ("
            + GrantScript.businessAccounts(plan, side)
            + ") need nothing for the fence, whose triggers run with their owner's rights, and must"
            + " not get around it: they are not the tables' owner, have no ALTER on the tables, and"
            + " neither ALTER ANY TRIGGER, DROP ANY TRIGGER, ALTER ANY TABLE nor DROP ANY TABLE (it"
            + " is TRUNCATE too, which fires no trigger).");
  }

  /** On legacy as the plan has it, on the target as it is called there. */
  private static String name(Table table, Side side) {
    String own = side == Side.LEGACY ? table.name() : new OracleSchema().adopted(table.name());
    return "<schema>." + OracleDialect.quoted(own);
  }
}
