package dev.cutover.worker;

import dev.cutover.endpoint.Endpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The activities, a line each; {@code application.yml} says which task queue serves which. */
@Configuration(proxyBeanMethods = false)
class ActivityBeans {

  @Bean
  Endpoints endpoints(CutoverSettings settings) {
    return new ConfiguredEndpoints(settings);
  }
}
