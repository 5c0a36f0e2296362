package dev.cutover.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has set up Temporal's own program for a server has set up ours. */
final class TemporalProfileTest {

  @TempDir private Path directory;

  @Test
  void withoutAnythingItIsTheServerOfThisMachine() {
    TemporalProfile profile = profile(Map.of());

    assertThat(profile.address()).isEqualTo("127.0.0.1:7233");
    assertThat(profile.namespace()).isEqualTo("default");
    assertThat(profile.connection().build().getEnableHttps()).isFalse();
    assertThat(profile.connection().build().getSslContext()).isNull();
  }

  @Test
  void variablesCountMoreThanTheFile() throws IOException {
    Path file =
        write(
            """
            [profile.default]
            address = "file.example:7233"
            namespace = "from-file"
            [profile.production]
            address = "production.example:7233"
            """);

    TemporalProfile mixed =
        profile(Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_NAMESPACE", "mine"));
    TemporalProfile named =
        profile(Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_PROFILE", "production"));

    assertThat(mixed.address()).isEqualTo("file.example:7233");
    assertThat(mixed.namespace()).isEqualTo("mine");
    assertThat(named.address()).isEqualTo("production.example:7233");
  }

  @Test
  void anApiKeyIsSentOverTlsAlone() {
    assertThat(profile(Map.of("TEMPORAL_API_KEY", "k3y")).connection().build().getEnableHttps())
        .isTrue();
  }

  @Test
  void tlsIsOnWhereItIsAskedFor() {
    assertThat(profile(Map.of("TEMPORAL_TLS", "true")).connection().build().getSslContext())
        .isNotNull();
    assertThat(profile(Map.of("TEMPORAL_TLS", "1")).connection().build().getSslContext())
        .isNotNull();
    assertThat(profile(Map.of("TEMPORAL_TLS", "false")).connection().build().getSslContext())
        .isNull();
  }

  @Test
  void whatCanNotBeReadIsNamed() throws IOException {
    Path file = write("[profile.default]\napi_key = \"s3cret\nrest = 1\n");

    assertThatThrownBy(() -> profile(Map.of("TEMPORAL_CONFIG_FILE", file.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no TOML in line 2")
        .message()
        .doesNotContain("s3cret");
    assertThatThrownBy(() -> profile(Map.of("TEMPORAL_CONFIG_FILE", "/no/such.toml")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/no/such.toml");
    assertThatThrownBy(() -> profile(Map.of("TEMPORAL_TLS", "yes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TEMPORAL_TLS is neither true nor false: yes");
    assertThatThrownBy(() -> profile(Map.of("TEMPORAL_PROFILE", "nowhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> profile(Map.of("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "/no/such.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/no/such.pem");
    assertThatThrownBy(() -> profile(Map.of("TEMPORAL_TLS_SERVER_CA_CERT_PATH", file.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TEMPORAL_TLS_*");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("temporal.toml"), text);
  }

  /** Never the file of whoever runs the tests. */
  private TemporalProfile profile(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    try {
      Path none = Files.writeString(directory.resolve("none.toml"), "[profile.default]\n");
      all.putIfAbsent("TEMPORAL_CONFIG_FILE", none.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TemporalProfile.of(all);
  }
}
