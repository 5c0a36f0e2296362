package dev.cutover.sandbox.memory;

import dev.cutover.temporal.InMemoryUpdates;
import dev.cutover.temporal.PayloadKeys;
import dev.cutover.temporal.Payloads;
import dev.cutover.workflow.ComparisonImpl;
import dev.cutover.workflow.CutoverImpl;
import dev.cutover.workflow.DataSyncImpl;
import dev.cutover.workflow.ErpCheckImpl;
import dev.cutover.workflow.ForfeitedTargetImpl;
import dev.cutover.workflow.ObservationImpl;
import dev.cutover.workflow.RollbackImpl;
import dev.cutover.workflow.SetupImpl;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Temporal in memory, under virtual time. */
public final class MemoryTemporal {

  private MemoryTemporal() {}

  /**
   * @param cached whether workers keep workflows between two tasks; else each replays from scratch
   */
  public static TestWorkflowEnvironment create(boolean cached) {
    return create(cached, null, PayloadKeys.none(), null);
  }

  /**
   * @param server address of a real Temporal server, where time passes as it does; null for one in
   *     memory
   * @param keys what histories are encrypted with
   * @param begins the virtual time at first; null: now
   */
  static TestWorkflowEnvironment create(
      boolean cached, @Nullable String server, PayloadKeys keys, @Nullable Instant begins) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseExternalService(server != null)
            .setTarget(server)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(Payloads.converter(keys))
                    .setIdentity("sandbox")
                    .build());
    if (server == null) {
      options.setWorkflowServiceStubsOptions(
          WorkflowServiceStubsOptions.newBuilder()
              .setGrpcClientInterceptors(List.of(new InMemoryUpdates()))
              .build());
    }
    if (begins != null) {
      options.setInitialTime(begins);
    }
    if (!cached) {
      options.setWorkerFactoryOptions(
          WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
    }
    return TestWorkflowEnvironment.newInstance(
        options
            .registerSearchAttribute("CutoverSystem", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .registerSearchAttribute(
                "CutoverEnvironment", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .registerSearchAttribute("CutoverStep", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .registerSearchAttribute("CutoverOutcome", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .build());
  }

  /** Every workflow there is. */
  public static Class<?>[] workflows() {
    return new Class<?>[] {
      CutoverImpl.class,
      RollbackImpl.class,
      ForfeitedTargetImpl.class,
      DataSyncImpl.class,
      ComparisonImpl.class,
      SetupImpl.class,
      ErpCheckImpl.class,
      ObservationImpl.class
    };
  }
}
