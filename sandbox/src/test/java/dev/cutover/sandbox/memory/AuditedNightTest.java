package dev.cutover.sandbox.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.Database;
import dev.cutover.audit.BundleVerifier;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceVerifier.Finding;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.evidence.RosterCopy;
import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.plan.Side;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run writes passes the audit: nobody is told of a fault that is none. */
final class AuditedNightTest {

  /** Signatures in memory are none. */
  private static final List<String> OF_MEMORY =
      List.of("not a signed decision: not an SSH signature");

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("dev.cutover.sandbox.memory.AuditedNight#all")
  void aNightIsGood(AuditedNight happens) throws IOException {
    try (Night night = new Night(Plans.oms(), "rehearsal")) {
      assertGood(night, happens.play(night));
    }
  }

  @Test
  void anAnswerThatIsTakenBackIsNoFault() throws IOException {
    Plan plan = Plans.twoApproveGo(Plans.small());
    try (Night night = new Night(plan, "rehearsal").at("go")) {
      night.whenTheFirstGateOpens(
          () -> {
            OpenGate go = night.openGate("go");
            night.decide(go, "taro-tanaka", Answer.APPROVE);
            night.world.decisions.revoke("taro-tanaka");
            night.decide(go, "sato", Answer.APPROVE);
          });
      RunStatus end = night.run();

      List<String> ledger = night.world.decisions.ledger();
      assertTrue(ledger.stream().anyMatch(line -> line.contains("counts no more")));
      assertGood(night, end);
    }
  }

  @Test
  void aNoThatOverrulesAYesIsNoFault() throws IOException {
    try (Night night = new Night(Plans.small(), "rehearsal").at("go")) {
      night.world.decisions.verifyBy(
          new LateVerdict(night, "taro-tanaka", "sato", UnaryOperator.identity()));
      night.whenTheFirstGateOpens(
          () -> {
            OpenGate go = night.openGate("go");
            night.world.cutover().decideBySignal(night.signed(go, "sato", Answer.REJECT));
            night.decide(go, "taro-tanaka", Answer.APPROVE);
          });
      RunStatus end = night.run();

      assertNull(end.go());
      assertTrue(String.valueOf(end.reason()).contains("REJECT by sato"), end.reason());
      assertGood(night, end);
    }
  }

  @Test
  void anApprovalThatIsTakenBackBeforeItsEffectAndGivenAnewIsNoFault() throws IOException {
    try (Night night = new Night(Plans.small(), "rehearsal").at("go")) {
      LateVerdict.takesAnApprovalBackThatIsGivenAnew(night);
      RunStatus end = night.run();

      assertNotNull(end.go());
      assertGood(night, end);
    }
  }

  @Test
  void aRunThatWentOnInANewHistoryIsGood() throws IOException {
    try (LongNight night = new LongNight(Plans.oms())) {
      night.night.at("switch");
      night.begin();
      night.awaitGate("switch");
      night.handOver();
      OpenGate gate = night.night.openGate("switch");
      assertTrue(night.night.decide(gate, gate.people().get(0), Answer.APPROVE).accepted());

      assertGood(night.night, night.end());
    }
  }

  private void assertGood(Night night, RunStatus end) throws IOException {
    Bundle bundle = new Bundle(night.world.plan, "rehearsal", end.attempt(), Instant.now());
    bundle.ledger(ledger(night));
    bundle.result(Payloads.mapper().writeValueAsString(end), "");
    bundle.roster(new RosterCopy("", null, new RosterCopy.Roles(Map.of(), List.of(), "UTC")));
    bundle.versions(Map.of());
    for (Map.Entry<String, String> file : bundle.files().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    write(Bundle.MANIFEST, bundle.manifest(null).canonical());

    List<Finding> found = new BundleVerifier().verify(directory, null).findings();
    assertEquals(
        List.of(),
        found.stream()
            .map(Finding::line)
            .filter(line -> OF_MEMORY.stream().noneMatch(line::contains))
            .toList());
  }

  private static List<LedgerLine> ledger(Night night) {
    Database legacy = new Database("oms", "rehearsal", Side.LEGACY, "legacy");
    List<LedgerLine> all = new ArrayList<>();
    List<LedgerLine> page = night.world.decisions.read(legacy, 0);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = night.world.decisions.read(legacy, all.size());
    }
    return all;
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
