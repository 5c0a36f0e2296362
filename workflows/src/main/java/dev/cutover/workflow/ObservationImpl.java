package dev.cutover.workflow;

import dev.cutover.activity.ComparisonActivities.Discrepancy;
import java.util.List;
import java.util.Objects;

/** Asks the worker that reaches both databases. */
public final class ObservationImpl implements Observation {

  /** Few enough for one payload of Temporal's. */
  private static final int AT_ONCE = 1_000;

  @Override
  public Observed run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    return switch (request.question()) {
      case SCHEMA ->
          new Observed(
              sites.schema("check the schema").check(bound.databases(), bound.schemaScope()),
              List.of(),
              List.of());
      case SCHEMA_PROPOSAL ->
          new Observed(
              List.of(),
              sites.schema("propose a schema").propose(bound.databases(), bound.schemaScope()),
              List.of());
      case DISCREPANCIES ->
          new Observed(
              List.of(), List.of(), page(bound, sites, Objects.requireNonNull(request.page())));
    };
  }

  private static List<Discrepancy> page(BoundPlan bound, Sites sites, Page page) {
    return sites
        .comparison("discrepancies of " + page.table())
        .discrepancies(page.attempt(), bound.databases(), page.table(), page.behindKey(), AT_ONCE);
  }
}
