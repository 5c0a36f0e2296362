package dev.cutover.temporal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where Temporal is and how it is reached, as the environment says it to all of Temporal's own
 * programs: {@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code
 * TEMPORAL_TLS*}, or a profile of the file {@code TEMPORAL_CONFIG_FILE}.
 *
 * @see <a href="https://docs.temporal.io/develop/environment-configuration">Environment
 *     configuration</a>
 */
public final class TemporalProfile {

  private static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
  private static final List<String> SWITCHES =
      List.of("TEMPORAL_TLS", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION");
  private static final Set<String> ON = Set.of("true", "t", "1");
  private static final Set<String> OFF = Set.of("false", "f", "0");

  private final ClientConfigProfile profile;
  private final WorkflowServiceStubsOptions connection;

  private TemporalProfile(ClientConfigProfile profile, WorkflowServiceStubsOptions connection) {
    this.profile = profile;
    this.connection = connection;
  }

  /**
   * Reads variables and the file that they name, and the certificates that these name.
   *
   * @throws IllegalArgumentException naming what can't be read; no secret in it
   */
  public static TemporalProfile of(Map<String, String> variables) {
    requireNamedFile(variables);
    ClientConfigProfile profile;
    try {
      profile =
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder()
                  .setEnvOverrides(withWords(variables))
                  .build());
    } catch (NullPointerException e) {
      throw new IllegalArgumentException(
          "Temporal's profile can't be read: its file has no table like [profile.default]", e);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("Temporal's profile can't be read: " + reason(e), e);
    }
    try {
      return new TemporalProfile(profile, profile.toWorkflowServiceStubsOptions());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the certificates or the key of TEMPORAL_TLS_* can't be read: " + reason(e), e);
    }
  }

  /** Where none is named there need not be one; the SDK takes both alike. */
  private static void requireNamedFile(Map<String, String> variables) {
    String file = variables.getOrDefault("TEMPORAL_CONFIG_FILE", "");
    if (!file.isBlank() && !Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(
          "TEMPORAL_CONFIG_FILE names " + file + ", which can't be read");
    }
  }

  /**
   * Temporal's own programs take 1 and T for true as well, where Java's SDK would take them for
   * false: a connection in clear text.
   */
  private static Map<String, String> withWords(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    for (String name : SWITCHES) {
      String value = variables.getOrDefault(name, "");
      if (value.isBlank()) {
        all.remove(name);
      } else if (ON.contains(value.toLowerCase(Locale.ROOT))) {
        all.put(name, "true");
      } else if (OFF.contains(value.toLowerCase(Locale.ROOT))) {
        all.put(name, "false");
      } else {
        throw new IllegalArgumentException(name + " is neither true nor false: " + value);
      }
    }
    return all;
  }

  /** A parser's own message quotes the text that it stumbled over, which may be a secret. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof JsonProcessingException unread) {
      return unread.getLocation() == null
          ? "it is no TOML"
          : "it is no TOML in line " + unread.getLocation().getLineNr();
    }
    return root.getClass().getSimpleName() + " " + root.getMessage();
  }

  public String address() {
    return or(profile.getAddress(), DEFAULT_ADDRESS);
  }

  public String namespace() {
    return or(profile.getNamespace(), "default");
  }

  /** Address, TLS, API key and headers, for more options to be added. */
  public WorkflowServiceStubsOptions.Builder connection() {
    return WorkflowServiceStubsOptions.newBuilder(connection).setTarget(address());
  }

  private static String or(@Nullable String given, String otherwise) {
    return given == null || given.isBlank() ? otherwise : given;
  }
}
