package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import dev.cutover.activity.FenceRow;
import dev.cutover.plan.Side;
import io.temporal.failure.ActivityFailure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the worker that reaches both databases. */
public final class ObservationImpl implements Observation {

  /** Few enough for one payload of Temporal's. */
  private static final int AT_ONCE = 1_000;

  @Override
  public Observed run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    // Somebody waits for these, in a night perhaps in which a side or its worker is away.
    Sites glance = sites.atAGlance();
    return switch (request.question()) {
      case SCHEMA ->
          Observed.schema(
              sites.schema("check the schema").check(bound.databases(), bound.schemaScope()),
              List.of());
      case SCHEMA_PROPOSAL ->
          Observed.schema(
              List.of(),
              sites.schema("propose a schema").propose(bound.databases(), bound.schemaScope()));
      case DISCREPANCIES ->
          Observed.discrepancies(page(bound, sites, Objects.requireNonNull(request.page())));
      case LEVERS -> Observed.levers(LeverView.of(bound, sites).observe(), fence(bound, sites));
      case LEDGER ->
          Observed.ledger(
              glance.ledger("read the ledger").read(bound.database(Side.LEGACY), request.behind()));
      case EVIDENCE -> evidence(glance, Objects.requireNonNullElse(request.signers(), List.of()));
    };
  }

  private static @Nullable FenceRow fence(BoundPlan bound, Sites sites) {
    try {
      return sites
          .atAGlance()
          .fence(Side.LEGACY, "observe legacy's fence")
          .observe(bound.database(Side.LEGACY));
    } catch (ActivityFailure outOfReach) {
      return null;
    }
  }

  private static Observed evidence(Sites sites, List<String> signers) {
    return Observed.evidence(
        sites.evidence("copy the roster").roster(signers),
        sites.evidence("ask for versions").versions());
  }

  private static List<Discrepancy> page(BoundPlan bound, Sites sites, Page page) {
    return sites
        .comparison("discrepancies of " + page.table())
        .discrepancies(page.attempt(), bound.databases(), page.table(), page.behindKey(), AT_ONCE);
  }
}
