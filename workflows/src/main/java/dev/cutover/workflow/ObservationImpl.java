package dev.cutover.workflow;

import java.util.List;

/** Asks the worker that reaches both databases. */
public final class ObservationImpl implements Observation {

  @Override
  public Observed run(Request request) {
    BoundPlan bound = BoundPlan.of(request.plan(), request.environment());
    Sites sites = new Sites(bound.queues());
    return switch (request.question()) {
      case SCHEMA ->
          new Observed(
              sites.schema("check the schema").check(bound.databases(), bound.schemaScope()),
              List.of());
      case SCHEMA_PROPOSAL ->
          new Observed(
              List.of(),
              sites.schema("propose a schema").propose(bound.databases(), bound.schemaScope()));
    };
  }
}
