package dev.cutover.worker;

import dev.cutover.worker.CutoverSettings.EncryptionSettings;
import dev.cutover.worker.CutoverSettings.LedgerSettings;
import dev.cutover.worker.CutoverSettings.RosterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What settings must be like, so that a worker may touch a live system with them. */
final class SettingsRules {

  static final List<String> SITES = List.of("control", "legacy", "legacy-shards", "target");
  static final int SHARDS = 2;

  /** Three connections each to either database; a machine's cores are busy long before. */
  private static final int MOST_SHARDS = 16;

  /** As Temporal shows it behind the deployment's name and a dot. */
  private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

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
    EncryptionSettings encryption = settings.encryption();
    if (encryption != null) {
      new EncryptionRules(rules.findings).check(encryption);
    }
    if (rules.serves("control")) {
      rules.roster();
    }
    LedgerSettings ledger = settings.ledger();
    if (ledger != null && rules.serves("legacy")) {
      new LedgerRules(rules.findings).check(ledger);
    }
    return rules.findings.all();
  }

  private void names() {
    name("cutover.system", settings.system(), "oms");
    name("cutover.environment", settings.environment(), "rehearsal");
    String build = settings.build();
    if (build != null && !BUILD.matcher(build).matches()) {
      findings.add(
          "cutover.build", "is not letters, digits, dots and dashes, 100 at most, like 1.4.0");
    }
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
    if (serves("legacy") && !serves("legacy-shards")) {
      findings.add(
          "cutover.sites",
          "has legacy without legacy-shards: what a copy is split into would wait for nobody");
    }
    if (settings.shardsAtOnce() < 1 || settings.shardsAtOnce() > MOST_SHARDS) {
      findings.add(
          "cutover.shards",
          "must be 1 to " + MOST_SHARDS + ": shards that this worker has at once");
    }
  }

  private void endpoints() {
    boolean shardsOnly = settings.sitesServed().equals(List.of("legacy-shards"));
    boolean data = shardsOnly || serves("legacy") || serves("target");
    if (data && settings.databases().isEmpty()) {
      findings.add("cutover.endpoints.databases", "is empty: name those of both sides");
    }
    if (!shardsOnly) {
      services();
    }
    new EndpointRules(findings).check(settings);
    new MailRules(findings).check(settings);
  }

  private void services() {
    if (settings.dns().isEmpty()) {
      findings.add("cutover.endpoints.dns", "is empty: name the servers of the clients' zone");
    }
    if (settings.http().isEmpty()) {
      findings.add("cutover.endpoints.http", "is empty: no application could be reached");
    }
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
