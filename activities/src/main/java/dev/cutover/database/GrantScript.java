package dev.cutover.database;

import dev.cutover.plan.Client;
import dev.cutover.plan.Client.Fate;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SQL for a DBA: a reason above each group of statements, each statement on a line of its own. */
final class GrantScript {

  private static final int WIDTH = 100;
  private static final String COMMENT = "--";
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final StringBuilder text = new StringBuilder();

  /**
   * What the script is for, and where it is to be run.
   *
   * @param system as people call the kind of database
   */
  static GrantScript of(String system, Plan plan, Side side, List<String> environments) {
    String databases =
        plan.environments().entrySet().stream()
            .filter(environment -> environments.contains(environment.getKey()))
            .map(environment -> environment.getValue().bindings().of(side).database())
            .collect(Collectors.joining(", "));
    return new GrantScript()
        .because(
            (side == Side.LEGACY ? "Legacy of " : "Target of ")
                + plan.system().name()
                + ", "
                + system
                + ": "
                + databases
                + ".");
  }

  /** The accounts that clients of the plan have on a side, for people to read. */
  static String businessAccounts(Plan plan, Side side) {
    return plan.clients().stream()
        .filter(client -> side == Side.LEGACY || client.fate() == Fate.MOVES)
        .map(Client::account)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** What the account needs that a freeze is proven with, on legacy alone. */
  void proveFreeze(Plan plan, Function<Table, String> name) {
    because(
        "The account that a freeze is proven with: it sets a key of a row of each table to"
            + " itself, which must be refused. The application's own has these rights already.");
    for (Table table : plan.data().tables()) {
      run("GRANT SELECT, UPDATE ON " + name.apply(table) + " TO <business>");
    }
  }

  /** Begins a group of statements. */
  GrantScript because(String reason) {
    text.append(text.isEmpty() ? "" : "\n");
    return note(reason);
  }

  /** A comment in the running group; whatever a plan wrote into it does not leave it. */
  GrantScript note(String words) {
    StringBuilder line = new StringBuilder(COMMENT);
    for (String word : BLANKS.splitAsStream(words.strip()).toList()) {
      if (line.length() > COMMENT.length() && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(COMMENT);
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
    return this;
  }

  /** Something in angle brackets, and what is to stand there instead. */
  GrantScript placeholder(String name, String meaning) {
    text.append("--   %-18s %s".formatted('<' + name + '>', meaning)).append('\n');
    return this;
  }

  GrantScript run(String statement) {
    text.append(statement).append(";\n");
    return this;
  }

  /** A statement that does good, and that all goes on without. */
  GrantScript optional(String statement) {
    text.append("-- ").append(statement).append(";\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
