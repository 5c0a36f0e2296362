package dev.cutover.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentResponse;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerDeploymentOptions;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds of the workers beside each other, as Temporal's worker deployments: a run stays with the
 * build that it began on, and new ones begin on the build that is current.
 */
final class Builds {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.worker");

  private static final int LOOKS = 60;
  private static final long LOOK_MILLIS = 1_000;

  private final WorkflowServiceStubs temporal;
  private final String namespace;
  private final WorkerDeploymentVersion own;

  Builds(WorkflowServiceStubs temporal, String namespace, WorkerDeploymentVersion own) {
    this.temporal = temporal;
    this.namespace = namespace;
    this.own = own;
  }

  static WorkerDeploymentVersion version(CutoverSettings settings, String build) {
    return new WorkerDeploymentVersion(settings.system() + "-" + settings.environment(), build);
  }

  static WorkerDeploymentOptions pinnedTo(WorkerDeploymentVersion version) {
    return WorkerDeploymentOptions.newBuilder()
        .setUseVersioning(true)
        .setVersion(version)
        .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
        .build();
  }

  /**
   * Temporal gives nothing to the builds of a deployment before one of them is current. So the
   * first that is there becomes it; which one follows is for people to say.
   */
  void beCurrentIfNoneIs() {
    Thread thread = new Thread(this::untilOneIs, "current build");
    thread.setDaemon(true);
    thread.start();
  }

  private void untilOneIs() {
    try {
      for (int look = 0; look < LOOKS; look++) {
        if (isOneCurrent()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      LOG.error(
          "no build of {} is current, so that this worker is given nothing. Do:"
              + " temporal worker deployment set-current-version --deployment-name {} --build-id {}",
          own.getDeploymentName(),
          own.getDeploymentName(),
          own.getBuildId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOneCurrent() {
    try {
      DescribeWorkerDeploymentResponse deployment =
          temporal
              .blockingStub()
              .describeWorkerDeployment(
                  DescribeWorkerDeploymentRequest.newBuilder()
                      .setNamespace(namespace)
                      .setDeploymentName(own.getDeploymentName())
                      .build());
      String current =
          deployment
              .getWorkerDeploymentInfo()
              .getRoutingConfig()
              .getCurrentDeploymentVersion()
              .getBuildId();
      if (current.isEmpty()) {
        beCurrent(deployment);
      } else {
        LOG.info("new runs begin on build {}, this is {}", current, own.getBuildId());
      }
      return !current.isEmpty();
    } catch (StatusRuntimeException e) {
      // Not polled yet, overtaken by another worker, or out of reach for a moment.
      boolean never = e.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
      if (never) {
        LOG.error("this Temporal knows no worker deployments: leave cutover.build out");
      }
      return never;
    }
  }

  private void beCurrent(DescribeWorkerDeploymentResponse seen) {
    temporal
        .blockingStub()
        .setWorkerDeploymentCurrentVersion(
            SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                .setNamespace(namespace)
                .setDeploymentName(own.getDeploymentName())
                .setBuildId(own.getBuildId())
                .setConflictToken(seen.getConflictToken())
                .setIgnoreMissingTaskQueues(true)
                .build());
  }
}
