package dev.cutover.worker;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Proves the settings before any bean is made, so that nothing connects with doubtful ones. */
final class SettingsInitializer
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getBeanFactory()
        .registerSingleton("cutoverSettings", SettingsReader.read(context.getEnvironment()));
  }
}
