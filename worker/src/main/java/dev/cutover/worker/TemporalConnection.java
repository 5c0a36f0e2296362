package dev.cutover.worker;

import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.util.function.Supplier;

/** Reaches Temporal in another way than {@code spring.temporal.connection} has it. */
final class TemporalConnection
    implements TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> {

  private final Supplier<WorkflowServiceStubsOptions.Builder> way;

  TemporalConnection(Supplier<WorkflowServiceStubsOptions.Builder> way) {
    this.way = way;
  }

  @Override
  public WorkflowServiceStubsOptions.Builder customize(WorkflowServiceStubsOptions.Builder given) {
    return way.get().setMetricsScope(given.build().getMetricsScope());
  }
}
