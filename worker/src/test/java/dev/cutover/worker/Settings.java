package dev.cutover.worker;

import dev.cutover.decision.SshSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A complete set of settings, from which a test takes away or to which it adds. */
final class Settings {

  private final Map<String, Object> values = new LinkedHashMap<>();

  static Settings complete(Path directory) throws IOException {
    Path signers = directory.resolve("allowed_signers");
    Files.writeString(signers, "# people\n" + signer("tanaka", 1) + signer("sato", 2));
    Settings settings = new Settings();
    settings
        .with("cutover.system", "oms")
        .with("cutover.environment", "rehearsal")
        .with("cutover.sites", "control,legacy,legacy-shards,target")
        .with("cutover.roster.allowed-signers", signers.toString())
        .with("cutover.roster.roles.migration-lead", "tanaka")
        .with("cutover.roster.roles.it-infrastructure-manager", "sato")
        .database("oms-legacy-db", "jdbc:h2:tcp://127.0.0.1:9092/mem:oms;MODE=Oracle")
        .database("oms-target-db", "jdbc:mysql://127.0.0.1:3306/oms?useSSL=false")
        .with("cutover.endpoints.http.oms-legacy-app.url", "http://127.0.0.1:8080")
        .with("cutover.endpoints.http.oms-legacy-app.token", "t0ken")
        .with("cutover.endpoints.http.oms-erp.url", "http://127.0.0.1:8090")
        .with("cutover.endpoints.dns.oms-dns.authoritative", "127.0.0.1:5353")
        .with("cutover.endpoints.dns.oms-dns.key-name", "cutover.")
        .with("cutover.endpoints.dns.oms-dns.key-secret", "c2VjcmV0")
        .mail("oms-notices", "smtp.oms.example")
        .with("cutover.people.tanaka.mail", "tanaka@oms.example")
        .with("cutover.people.sato.mail", "sato@oms.example");
    return settings;
  }

  /** A line of the file of allowed signers. */
  static String signer(String person, int number) {
    byte[] raw = new byte[32];
    raw[0] = (byte) number;
    return person + " ssh-ed25519 " + SshSignature.openSsh(raw) + "\n";
  }

  Settings database(String name, String url) {
    String at = "cutover.endpoints.databases." + name;
    return with(at + ".url", url)
        .with(at + ".user", "CUTOVER")
        .with(at + ".password", "en9ine")
        .with(at + ".business-user", "OMS_APP")
        .with(at + ".business-password", "bu51ness");
  }

  Settings mail(String name, String host) {
    String at = "cutover.endpoints.mail." + name;
    return with(at + ".host", host)
        .with(at + ".port", 587)
        .with(at + ".security", "starttls")
        .with(at + ".user", "cutover")
        .with(at + ".password", "ma1lbox")
        .with(at + ".from", "cutover@oms.example")
        .with(at + ".language", "ja");
  }

  Settings with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Settings without(String name) {
    values.keySet().removeIf(key -> key.equals(name) || key.startsWith(name + "."));
    return this;
  }

  Map<String, Object> values() {
    return values;
  }

  CutoverSettings read() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", values));
    return SettingsReader.read(environment);
  }

  /** What the worker has against these settings; empty if nothing. */
  List<String> findings() {
    try {
      read();
      return List.of();
    } catch (DoubtfulSettings e) {
      return e.findings();
    }
  }
}
