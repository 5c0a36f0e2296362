package dev.cutover.worker;

import dev.cutover.worker.CutoverSettings.RosterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What settings must be like, so that a worker may touch a live system with them. */
final class SettingsRules {

  static final List<String> SITES = List.of("control", "legacy", "target");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final CutoverSettings settings;
  private final Findings findings = new Findings();

  private SettingsRules(CutoverSettings settings) {
    this.settings = settings;
  }

  /** Everything that is wrong, in the order of the settings; no secret in it. */
  static List<String> findings(CutoverSettings settings) {
    SettingsRules rules = new SettingsRules(settings);
    rules.names();
    rules.sites();
    rules.endpoints();
    if (rules.serves("control")) {
      rules.roster();
    }
    return rules.findings.all();
  }

  private void names() {
    name("cutover.system", settings.system(), "oms");
    name("cutover.environment", settings.environment(), "rehearsal");
  }

  private void name(String setting, @Nullable String value, String example) {
    if (findings.present(setting, value) && value != null && !NAME.matcher(value).matches()) {
      findings.add(setting, "is not lower-case letters and digits, like " + example);
    }
  }

  private void sites() {
    if (settings.sitesServed().isEmpty()) {
      findings.add("cutover.sites", "is empty: name what this worker serves, of " + SITES);
    }
    for (String site : settings.sitesServed()) {
      if (!SITES.contains(site)) {
        findings.add("cutover.sites", "has no site called " + site + ", only " + SITES);
      }
    }
  }

  private void endpoints() {
    if ((serves("legacy") || serves("target")) && settings.databases().isEmpty()) {
      findings.add("cutover.endpoints.databases", "is empty: name those of both sides");
    }
    if (settings.dns().isEmpty()) {
      findings.add("cutover.endpoints.dns", "is empty: name the servers of the clients' zone");
    }
    if (settings.http().isEmpty()) {
      findings.add("cutover.endpoints.http", "is empty: no application could be reached");
    }
    new EndpointRules(findings).check(settings);
  }

  private void roster() {
    RosterSettings roster = settings.roster();
    if (roster == null) {
      findings.add("cutover.roster", "is missing: nobody's decision could be verified");
      return;
    }
    new RosterRules(findings).check(roster);
  }

  private boolean serves(String site) {
    return settings.sitesServed().contains(site);
  }

  /** Collects what is wrong, a line each. */
  static final class Findings {

    private final List<String> lines = new ArrayList<>();

    void add(String setting, String finding) {
      lines.add(setting + " " + finding);
    }

    /** Whether there is a value; what is wrong is added if not. */
    boolean present(String setting, @Nullable String value) {
      if (value == null) {
        add(setting, "is missing");
      } else if (value.isBlank()) {
        add(setting, "is blank: leave it out or give it a value");
      } else if (value.contains("${")) {
        add(setting, "names an environment variable that is not set");
      } else {
        return true;
      }
      return false;
    }

    List<String> all() {
      return List.copyOf(lines);
    }
  }
}
