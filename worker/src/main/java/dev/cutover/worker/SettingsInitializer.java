package dev.cutover.worker;

import dev.cutover.temporal.InMemoryUpdates;
import dev.cutover.temporal.TemporalProfile;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Proves the settings before any bean is made, so that nothing connects with doubtful ones. */
final class SettingsInitializer
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String TARGET = "spring.temporal.connection.target";
  private static final String NAMESPACE = "spring.temporal.namespace";

  private final Map<String, String> variables;

  SettingsInitializer(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    CutoverSettings settings = SettingsReader.read(environment);
    context.getBeanFactory().registerSingleton("cutoverSettings", settings);
    String target = environment.getProperty(TARGET);
    if (target == null) {
      connectAsTheEnvironmentSays(context);
    } else {
      // Whoever names another Temporal does not want the environment's certificates there.
      addLast(environment, Map.of(NAMESPACE, "default"));
    }
    if (settings.inMemoryTemporal() && target != null) {
      // The settings beside it may be those of another one, with TLS and an API key.
      connect(
          context,
          new TemporalConnection(
              () ->
                  WorkflowServiceStubsOptions.newBuilder()
                      .setTarget(target)
                      .setGrpcClientInterceptors(List.of(new InMemoryUpdates()))));
    }
  }

  private void connectAsTheEnvironmentSays(ConfigurableApplicationContext context) {
    TemporalProfile profile;
    try {
      profile = TemporalProfile.of(variables);
    } catch (IllegalArgumentException e) {
      throw new DoubtfulSettings(List.of(String.valueOf(e.getMessage())));
    }
    addLast(
        context.getEnvironment(),
        Map.of(TARGET, profile.address(), NAMESPACE, profile.namespace()));
    connect(context, new TemporalConnection(profile::connection));
  }

  private static void connect(
      ConfigurableApplicationContext context, TemporalConnection connection) {
    context.getBeanFactory().registerSingleton("temporalConnection", connection);
  }

  private static void addLast(ConfigurableEnvironment environment, Map<String, Object> settings) {
    environment.getPropertySources().addLast(new MapPropertySource("temporal", settings));
  }
}
