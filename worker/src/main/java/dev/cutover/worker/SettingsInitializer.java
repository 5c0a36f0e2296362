package dev.cutover.worker;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/** Proves the settings before any bean is made, so that nothing connects with doubtful ones. */
final class SettingsInitializer
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getBeanFactory()
        .registerSingleton("cutoverSettings", SettingsReader.read(context.getEnvironment()));
  }

  static void add(ConfigurableApplicationContext context, Map<String, Object> settings) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("embedded-worker", settings));
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
