package dev.cutover.worker;

import dev.cutover.temporal.Payloads;
import dev.cutover.worker.CutoverSettings.CodecEndpointSettings;
import io.grpc.StatusRuntimeException;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.spring.boot.WorkerOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** How this worker talks to Temporal. */
@Configuration(proxyBeanMethods = false)
class TemporalBeans {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.worker");
  private static final Duration PATIENCE_WITH_ACTIVITIES = Duration.ofSeconds(15);

  @Bean
  DataConverter dataConverter(CutoverSettings settings) {
    return Payloads.converter(settings.keys());
  }

  @Bean
  @Nullable CodecEndpoint codecEndpoint(CutoverSettings settings) {
    CodecEndpointSettings endpoint = settings.codecEndpoint();
    return endpoint == null ? null : CodecEndpoint.open(endpoint, Payloads.codec(settings.keys()));
  }

  @Bean
  WorkerOptionsCustomizer workerOptions(CutoverSettings settings) {
    return (options, name, queue) -> {
      // So that a cancel reaches a long activity soon, and people see its progress.
      options.setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1));
      String build = settings.buildAmongOthers();
      if (build != null) {
        options.setDeploymentOptions(Builds.pinnedTo(Builds.version(settings, build)));
      }
      if (settings.inMemoryTemporal()) {
        // The in-memory server never lets a sticky queue time out: a dead worker would stall it.
        options.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
      }
      return options;
    };
  }

  @Bean
  ApplicationRunner greetTemporal(
      CutoverSettings settings,
      WorkflowServiceStubs temporal,
      @Value("${spring.temporal.connection.target}") String target,
      @Value("${spring.temporal.namespace}") String namespace) {
    return arguments -> {
      TemporalGreeting greeting = new TemporalGreeting(target, namespace);
      greeting.exchange(temporal);
      greeting.told(() -> new OpenRuns(temporal, namespace).requireTheirKeys(settings));
      LOG.info(
          "serves the sites {} of {}-{}, Temporal at {}",
          settings.sitesServed(),
          settings.system(),
          settings.environment(),
          target);
      String build = settings.buildAmongOthers();
      if (build != null) {
        new Builds(temporal, namespace, Builds.version(settings, build)).beCurrentIfNoneIs();
      }
    };
  }

  /** Activities that heartbeat learn of the stop, fail, and go on elsewhere from their cursor. */
  @Bean
  ApplicationListener<ContextClosedEvent> stopPolling(WorkerFactory workers) {
    return event -> {
      try {
        workers.shutdown();
        workers.awaitTermination(PATIENCE_WITH_ACTIVITIES.toMillis(), TimeUnit.MILLISECONDS);
      } catch (StatusRuntimeException e) {
        LOG.debug("Temporal was out of reach when this worker stopped", e);
      }
    };
  }
}
