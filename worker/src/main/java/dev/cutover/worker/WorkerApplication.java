package dev.cutover.worker;

import io.temporal.spring.boot.autoconfigure.MetricsScopeAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The worker program: polls the task queues of the sites it serves. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  MetricsScopeAutoConfiguration.class,
  ServiceStubsAutoConfiguration.class,
  RootNamespaceAutoConfiguration.class
})
@Import({ActivityBeans.class, TemporalBeans.class})
public class WorkerApplication {

  /** Exit code 2: settings are doubtful; 5: Temporal is out of reach. */
  public static void main(String[] arguments) {
    builder(System.getenv()).run(arguments);
  }

  /**
   * A worker inside this process, polling when this returns; closing the context stops it.
   *
   * @param settings {@code cutover.*} and {@code spring.temporal.*}, over what the files say
   * @throws DoubtfulSettings naming all that is missing or doubtful
   * @throws TemporalUnreachable if Temporal does not answer
   */
  public static ConfigurableApplicationContext start(Map<String, Object> settings) {
    return start(settings, System.getenv());
  }

  static ConfigurableApplicationContext start(
      Map<String, Object> settings, Map<String, String> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("embedded", settings));
    return builder(variables).environment(environment).registerShutdownHook(false).run();
  }

  private static SpringApplicationBuilder builder(Map<String, String> variables) {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .initializers(new SettingsInitializer(variables));
  }
}
