package dev.cutover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceJson;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import dev.cutover.evidence.Manifest;
import dev.cutover.evidence.RosterCopy.Roles;
import dev.cutover.roster.PastRoster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of a bundle whose manifest can be read, in their order. */
final class BundleCheck {

  private final Manifest manifest;
  private final BundleFolder folder;
  private final @Nullable Path allowedSigners;
  private final Findings findings;
  private final List<RunResult> results = new ArrayList<>();
  private int decisions;

  /**
   * @param allowedSigners keys that do not come from the bundle; null: its own are taken
   */
  BundleCheck(
      Manifest manifest, BundleFolder folder, @Nullable Path allowedSigners, Findings findings) {
    this.manifest = manifest;
    this.folder = folder;
    this.allowedSigners = allowedSigners;
    this.findings = findings;
  }

  Verified run() {
    int files = new ListedFiles(manifest, folder, findings).check();
    findings.guard(Bundle.RESULT, () -> results.addAll(results()));
    LedgerChain ledger = new LedgerChain(attempts(), findings);
    findings.guard(Bundle.LEDGER, () -> read(ledger));
    ledger.timelines().values().forEach(timeline -> timeline.note(findings));
    RunChecks runs = new RunChecks(manifest, ledger.timelines(), findings);
    findings.guard(Bundle.PLAN, () -> runs.plan(folder.digest(Bundle.PLAN)));
    runs.runs(results);
    SignatureCheck signature = new SignatureCheck(manifest, folder, findings);
    PastRoster roster = roster();
    findings.guard(Bundle.PLAN, () -> decisions(roster, ledger));
    if (roster != null) {
      findings.guard(Bundle.SIGNATURE, () -> signature.check(roster));
    }
    return new Verified(
        findings.found(),
        findings.notes(),
        ledger.length(),
        decisions,
        files,
        manifest.digest(),
        manifest.lastHash(),
        signature.signer(),
        allowedSigners == null ? null : allowedSigners.toString());
  }

  private List<RunResult> results() throws IOException {
    Optional<String> result = folder.text(Bundle.RESULT);
    if (result.isEmpty()) {
      return List.of();
    }
    List<RunResult> runs = RunResult.of(EvidenceJson.read(result.get(), JsonNode.class));
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("it tells of no run");
    }
    return runs;
  }

  private Set<String> attempts() {
    Set<String> attempts = new LinkedHashSet<>(Set.of(manifest.attempt()));
    results.forEach(result -> attempts.add(result.attempt()));
    return attempts;
  }

  private void read(LedgerChain ledger) throws IOException {
    Optional<Path> path = folder.upTo(BundleFolder.MOST_READ, Bundle.LEDGER);
    if (path.isPresent()) {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(path.get()), StandardCharsets.UTF_8))) {
        ledger.read(in);
      }
      ledger.endsAt(manifest.lastSeq(), manifest.lastHash());
    }
  }

  /** Null where what was signed can't be judged by it. */
  private @Nullable PastRoster roster() {
    try {
      Optional<String> roles = folder.text(Bundle.ROLES);
      Optional<Path> signers = folder.upTo(BundleFolder.MOST_READ, Bundle.ALLOWED_SIGNERS);
      Path revoked = folder.upTo(BundleFolder.MOST_READ, Bundle.REVOKED).orElse(null);
      if (roles.isPresent() && allowedSigners != null) {
        Roles of = EvidenceJson.read(roles.get(), Roles.class);
        return new PastRoster(allowedSigners, revoked, of, ZoneId.systemDefault());
      } else if (roles.isPresent() && signers.isPresent()) {
        return new PastRoster(signers.get(), revoked, EvidenceJson.read(roles.get(), Roles.class));
      }
      findings.add(Bundle.ROLES, "is missing, or the keys are: nothing signed can be verified");
    } catch (IOException | RuntimeException e) {
      findings.add(Bundle.ROLES, "can't be judged by: " + e.getMessage());
    }
    return null;
  }

  /** By the plan, and by the roster where there is one. */
  private void decisions(@Nullable PastRoster roster, LedgerChain ledger) throws IOException {
    Optional<String> text = folder.text(Bundle.PLAN);
    if (text.isEmpty()) {
      return;
    }
    PlanGates plan = new PlanGates(EvidenceJson.read(text.get(), JsonNode.class));
    for (Timeline timeline : ledger.timelines().values()) {
      Set<Long> withdrawn = new GateChecks(plan, findings).check(timeline.lines());
      if (roster != null) {
        decisions +=
            new DecisionChecks(manifest, roster, plan, findings).check(timeline.lines(), withdrawn);
      }
    }
  }
}
