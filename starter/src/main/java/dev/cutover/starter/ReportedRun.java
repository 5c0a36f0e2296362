package dev.cutover.starter;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.LedgerLine;
import dev.cutover.evidence.RosterCopy;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.Table;
import dev.cutover.workflow.Observation.Observed;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run whose evidence is wanted.
 *
 * @param attempt of the run
 */
record ReportedRun(Started started, String attempt, Sighting seen, EvidenceSource source) {

  /**
   * @param plan its file, where Temporal does not have the run any more
   * @throws BadInput if neither Temporal nor the ledger knows the run, or it had another plan
   */
  static ReportedRun find(WorkflowClient client, RunArgument run, @Nullable Path plan) {
    Started started = Started.find(client, run.id(), plan);
    EvidenceSource source =
        new EvidenceSource(new Place(client, started.plan(), started.environment()));
    Sighting seen =
        Sighting.of(
            () -> {
              RunStatus status = plan == null ? run.status(client) : Runs.status(client, run.id());
              RunStatus rollback =
                  status == null ? null : Runs.rollbackOf(client, run.id(), status);
              return new Sighting(status, rollback, source.ledger());
            });
    RunStatus status = seen.status();
    RecordedEntries.Run known =
        status == null
            ? recorded(started, run.id(), seen.ledger())
            : new RecordedEntries.Run(status.attempt(), status.planHash());
    String hash = PlanHash.of(started.plan());
    if (!hash.equals(known.plan())) {
      throw new BadInput(
          run.id()
              + " had a plan with the hash "
              + known.plan()
              + ", here it has "
              + hash
              + ": give the plan as it was with --plan FILE, to the version that ran it");
    }
    return new ReportedRun(started, known.attempt(), seen, source);
  }

  private static RecordedEntries.Run recorded(Started started, String id, List<LedgerLine> ledger) {
    String subject = started.plan().system().name() + " " + started.environment();
    String workflow = id.equals(started.ids().rollback()) ? "Rollback" : "Cutover";
    return new RecordedEntries(ledger)
        .last(subject, workflow)
        .orElseThrow(
            () -> new BadInput(id + ": neither Temporal nor the ledger on legacy knows this run"));
  }

  /**
   * @param signer of the manifest; null if nobody signs it
   */
  Bundle bundle(@Nullable String signer) {
    Bundle bundle = new Bundle(started.plan(), started.environment(), attempt, Instant.now());
    bundle.ledger(seen.ledger());
    RunStatus status = seen.status();
    if (status != null) {
      String page = new Report(started.plan(), status, List.of()).page();
      bundle.result(Json.of(status, seen.rollback()), page);
    }
    for (String table : differing()) {
      List<Discrepancy> rows = source.discrepancies(attempt, table);
      if (!rows.isEmpty()) {
        bundle.discrepancies(table, ComparisonReport.csv(rows));
      }
    }
    Set<String> signers = seen.signers(attempt);
    if (signer != null) {
      signers.add(signer);
    }
    Observed copies = source.copies(signers);
    RosterCopy roster = Objects.requireNonNull(copies.roster(), "the worker copied no roster");
    bundle.roster(roster);
    bundle.versions(copies.versions());
    return bundle;
  }

  /** Tables of the plan in which the run has seen any, though it may have repaired them since. */
  private NavigableSet<String> differing() {
    NavigableSet<String> tables = new RecordedEntries(seen.ledger()).differing(attempt);
    RunStatus status = seen.status();
    if (status != null) {
      status.tables().stream()
          .filter(table -> !table.equal())
          .map(TableComparison::table)
          .forEach(tables::add);
    }
    List<String> known = started.plan().data().tables().stream().map(Table::name).toList();
    tables.retainAll(known);
    return tables;
  }

  /** Null while it goes on, or where nobody knows. */
  @Nullable Outcome outcome() {
    RunStatus status = seen.status();
    return status == null ? null : status.outcome();
  }
}
