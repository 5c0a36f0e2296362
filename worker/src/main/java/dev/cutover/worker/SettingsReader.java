package dev.cutover.worker;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/** Reads {@code cutover.*}, and refuses it with everything that is wrong at once. */
final class SettingsReader {

  private SettingsReader() {}

  static CutoverSettings read(Environment environment) {
    Binder binder = Binder.get(environment);
    Bindable<CutoverSettings> bindable = Bindable.of(CutoverSettings.class);
    List<String> findings = new ArrayList<>();
    CutoverSettings settings;
    try {
      findings.addAll(unknownNames(binder, bindable));
      settings = binder.bindOrCreate("cutover", bindable);
    } catch (BindException e) {
      findings.add(e.getName() + " can not be read: give it a value of its kind");
      throw new DoubtfulSettings(findings);
    }
    findings.addAll(SettingsRules.findings(settings));
    findings.addAll(sitesWithoutTheirQueues(binder, settings));
    if (!findings.isEmpty()) {
      throw new DoubtfulSettings(findings);
    }
    return settings;
  }

  /** Sites are chosen by profile, which brings the task queues along. */
  private static List<String> sitesWithoutTheirQueues(Binder binder, CutoverSettings settings) {
    List<String> queues =
        binder
            .bind("spring.temporal.workers", Bindable.listOf(Queue.class))
            .map(workers -> workers.stream().map(Queue::name).sorted().toList())
            .orElse(List.of());
    List<String> sites = settings.sitesServed().stream().sorted().toList();
    return queues.isEmpty() || queues.equals(sites)
        ? List.of()
        : List.of(
            "cutover.sites is "
                + sites
                + ", but spring.temporal.workers polls for "
                + queues
                + ": choose one site with --spring.profiles.active, or all without it");
  }

  /** What is looked at of an entry of {@code spring.temporal.workers}. */
  record Queue(String name) {}

  private static List<String> unknownNames(Binder binder, Bindable<CutoverSettings> bindable) {
    try {
      // Variables of the machine and of the Java machine may be called cutover.* for other
      // programs.
      binder.bind(
          "cutover",
          bindable,
          new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
      return List.of();
    } catch (BindException e) {
      if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
        return unbound.getUnboundProperties().stream()
            .map(p -> p.getName() + " is no setting of the worker: mind the spelling")
            .toList();
      }
      throw e;
    }
  }
}
