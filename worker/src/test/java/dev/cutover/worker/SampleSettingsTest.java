package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** The settings that people begin with. */
class SampleSettingsTest {

  private static final Path SAMPLE = Path.of("../ops/worker.yml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  @Test
  void theSampleNeedsNothingButItsVariablesItsPeoplesKeysAndADirectory(@TempDir Path directory)
      throws IOException {
    Map<String, Object> given = new HashMap<>();
    VARIABLE
        .matcher(Files.readString(SAMPLE))
        .results()
        .map((MatchResult variable) -> variable.group(1))
        .forEach(variable -> given.put(variable, "c2VjcmV0"));
    given.put("CUTOVER_PAYLOAD_KEYS", "2030-09:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    Path signers = directory.resolve("allowed_signers");
    Files.writeString(signers, Settings.signer("taro-tanaka", 1) + Settings.signer("sato", 2));
    given.put("cutover.roster.allowed-signers", signers.toString());
    given.put("cutover.ledger.directory", directory.resolve("ledger").toString());
    given.put("cutover.sites", "control,legacy,legacy-shards,target");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("given", given));
    new YamlPropertySourceLoader()
        .load("sample", new FileSystemResource(SAMPLE))
        .forEach(environment.getPropertySources()::addLast);

    CutoverSettings settings = SettingsReader.read(environment);

    assertThat(new ConfiguredEndpoints(settings).notification("oms-webhook-rehearsal"))
        .hasNoNullFieldsOrProperties();
  }
}
