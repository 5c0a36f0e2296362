package dev.cutover.worker;

import dev.cutover.temporal.PayloadKeys;
import dev.cutover.worker.CutoverSettings.CodecEndpointSettings;
import dev.cutover.worker.CutoverSettings.EncryptionSettings;
import dev.cutover.worker.SettingsRules.Findings;
import java.util.regex.Pattern;

/** The keys of payloads, and who may have them decoded. */
final class EncryptionRules {

  private static final String KEYS = "cutover.encryption.keys";
  private static final String ENDPOINT = "cutover.encryption.endpoint";
  private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s@*?#]+");
  private static final int HIGHEST_PORT = 65_535;

  private final Findings findings;

  EncryptionRules(Findings findings) {
    this.findings = findings;
  }

  void check(EncryptionSettings encryption) {
    if (findings.present(KEYS, encryption.keys())) {
      try {
        PayloadKeys.parse(String.valueOf(encryption.keys()));
      } catch (IllegalArgumentException e) {
        findings.add(KEYS, String.valueOf(e.getMessage()));
      }
    }
    CodecEndpointSettings endpoint = encryption.endpoint();
    if (endpoint != null) {
      check(endpoint);
    }
  }

  private void check(CodecEndpointSettings endpoint) {
    Integer port = endpoint.port();
    if (port == null || port < 1 || port > HIGHEST_PORT) {
      findings.add(ENDPOINT + ".port", "must be 1 to " + HIGHEST_PORT);
    }
    for (String origin : endpoint.pages()) {
      if (!ORIGIN.matcher(origin).matches()) {
        findings.add(
            ENDPOINT + ".origins", "has no origin like https://temporal.example: " + origin);
      }
    }
  }
}
