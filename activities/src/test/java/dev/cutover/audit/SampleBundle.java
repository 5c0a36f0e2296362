package dev.cutover.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.RosterCopy;
import dev.cutover.evidence.RosterCopy.DeputyCopy;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.Gates;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.PlanReader;
import dev.cutover.temporal.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that stand around a sample run's ledger. */
final class SampleBundle {

  static final Instant MADE = SampleRun.NIGHT.plusSeconds(24 * 3600);
  static final String LEAD = "migration-lead";
  static final String MANAGER = "manager";
  static final String TEAM = "team";

  private static final Path PLAN = Path.of("..", "plans", "oms.yaml");

  private SampleBundle() {}

  /** The lead gives GO, the manager SWITCH, and two of the team COMPLETE. */
  static Plan plan() throws IOException {
    Plan oms = PlanReader.read("oms.yaml", Files.readAllBytes(PLAN)).plan();
    Gates gates = oms.gates();
    return oms.with(
        new Gates(
            gates.go(),
            by(MANAGER, 1, gates.switchOver()),
            by(TEAM, 2, gates.complete()),
            gates.discrepancy()));
  }

  private static GateRule by(String role, int required, GateRule rule) {
    return new GateRule(
        rule.question(),
        role,
        required,
        rule.requesterMayApprove(),
        rule.answerWithin(),
        rule.remindEvery(),
        rule.escalateAfter(),
        rule.silence());
  }

  static Bundle of(SampleRun run) {
    Bundle bundle = new Bundle(run.plan, "rehearsal", SampleRun.ATTEMPT, MADE);
    bundle.ledger(run.lines);
    bundle.result(result(run), "<!doctype html><title>the run</title>");
    bundle.discrepancies("ORDERS", "table,key\r\nORDERS,1;\r\n");
    bundle.discrepancies("../注文 明細", "table,key\r\n");
    bundle.roster(roster(run));
    bundle.versions(Map.of("cutover", "0.1.0", "java", "17"));
    return bundle;
  }

  /** Suzuki has a key, and no role. */
  private static RosterCopy roster(SampleRun run) {
    String keys =
        Stream.of("tanaka", "sato", "ito", "suzuki")
            .map(person -> run.signers.filledIn(person + " ssh-ed25519 KEY\n", person))
            .collect(Collectors.joining());
    return new RosterCopy(
        keys,
        run.revoked,
        new RosterCopy.Roles(
            Map.of(
                LEAD, List.of("tanaka"), MANAGER, List.of("sato"), TEAM, List.of("sato", "tanaka")),
            List.of(
                new DeputyCopy(
                    "sato", "ito", SampleRun.NIGHT, SampleRun.NIGHT.plusSeconds(4 * 3600))),
            "Asia/Tokyo"));
  }

  private static String result(SampleRun run) {
    ObjectNode status = status(run, SampleRun.ATTEMPT, run.outcome);
    status.set("decisions", Payloads.mapper().valueToTree(run.taken));
    if (run.rolledBack) {
      status.set("rollback", status(run, SampleRun.ROLLBACK, "ROLLED_BACK"));
    }
    return status.toPrettyString();
  }

  private static ObjectNode status(SampleRun run, String attempt, @Nullable String outcome) {
    ObjectMapper json = Payloads.mapper();
    ObjectNode status = json.createObjectNode();
    status.put("system", "oms").put("environment", "rehearsal").put("attempt", attempt);
    status.put("planHash", PlanHash.of(run.plan)).put("outcome", outcome);
    status.putNull("rollback");
    return status;
  }
}
