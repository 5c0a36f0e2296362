package dev.cutover.sandbox;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Step;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens in a rehearsal of the sandbox. */
enum Scenario implements Cast {
  /** Nothing goes wrong. */
  CLEAN,
  /** Three rows on the target are altered after the copy by a hand outside the engine. */
  INTEGRITY_ERRORS,
  /** A step hangs, and the plan's limit is some seconds. */
  OVERRUN,
  /** Order receipt breaks on the target after the switch. */
  CORE_FUNCTION,
  /** The databases differ, and whoever has to decide says nothing. */
  SILENT_DECISION_MAKER,
  /** A rollback on purpose after the DNS switch, with orders on the target already. */
  DRILL;

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String keys() {
    return Arrays.stream(values()).map(Scenario::key).collect(Collectors.joining(", "));
  }

  @Nullable Step drillAfter() {
    return this == DRILL ? Step.VALIDATE : null;
  }

  @Override
  public @Nullable Answer answer(OpenGate open) {
    String gate = open.gate();
    if (gate.equals("rule-data-integrity")) {
      return this == SILENT_DECISION_MAKER ? null : Answer.ROLL_BACK;
    }
    return gate.equals("rule-core-function") || gate.equals("discrepancy")
        ? Answer.ROLL_BACK
        : Answer.APPROVE;
  }

  @Override
  public void interfere(RunStatus status, World world) {
    Step step = status.step();
    if (step == Step.GATE_GO && (this == INTEGRITY_ERRORS || this == SILENT_DECISION_MAKER)) {
      alterThreeRows(world);
    } else if (step == Step.GATE_GO && this == OVERRUN) {
      world.targetOms.hang();
    } else if (step == Step.GATE_SWITCH && this == CORE_FUNCTION) {
      world.targetOms.breakOrderReceipt();
    }
  }

  private static void alterThreeRows(World world) {
    SideDatabase target = world.targetDatabase;
    try (Connection connection = target.open(target.engine());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE orders SET total = total + 0.01 WHERE order_id = 101");
      statement.executeUpdate("UPDATE customers SET kana = '' WHERE customer_id = 7");
      statement.executeUpdate("DELETE FROM inventory WHERE warehouse = 'TOKYO' AND product_id = 9");
    } catch (SQLException e) {
      throw new IllegalStateException("the hand outside the engine slipped: " + e.getMessage(), e);
    }
  }
}
