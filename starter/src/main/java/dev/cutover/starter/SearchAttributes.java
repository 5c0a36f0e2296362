package dev.cutover.starter;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The search attributes by which runs are found in Temporal's UI. */
public final class SearchAttributes {

  private static final List<String> NAMES =
      List.of("CutoverSystem", "CutoverEnvironment", "CutoverStep", "CutoverOutcome");

  /** It is there already, or this server lets only its operators lay it, as Temporal Cloud does. */
  private static final Set<Code> SOMEBODY_ELSE =
      EnumSet.of(Code.ALREADY_EXISTS, Code.PERMISSION_DENIED, Code.UNIMPLEMENTED);

  private SearchAttributes() {}

  /** Registers what is not registered yet. */
  public static void register(WorkflowClient client) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(client.getWorkflowServiceStubs().getRawChannel())
                .validateAndBuildWithDefaults());
    for (String name : NAMES) {
      try {
        operator
            .blockingStub()
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                    .build());
      } catch (StatusRuntimeException e) {
        if (!SOMEBODY_ELSE.contains(e.getStatus().getCode())) {
          throw e;
        }
      }
    }
  }
}
