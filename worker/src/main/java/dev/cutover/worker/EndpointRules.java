package dev.cutover.worker;

import dev.cutover.worker.CutoverSettings.DatabaseSettings;
import dev.cutover.worker.CutoverSettings.DnsSettings;
import dev.cutover.worker.CutoverSettings.HttpSettings;
import dev.cutover.worker.SettingsRules.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Each endpoint on its own, and that no two databases are one. */
final class EndpointRules {

  private static final List<String> JDBC =
      List.of("jdbc:oracle:thin:", "jdbc:mysql:", "jdbc:aws-wrapper:mysql:", "jdbc:h2:");
  private static final Pattern SERVER = Pattern.compile("\\[?[^\\s/@]+\\]?:\\d{1,5}");
  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("password=|://[^/@]*:[^/@]*@|thin:[^/@]+/[^/@]+@", Pattern.CASE_INSENSITIVE);

  private final Findings findings;

  EndpointRules(Findings findings) {
    this.findings = findings;
  }

  void check(CutoverSettings settings) {
    new TreeMap<>(settings.databases())
        .forEach((name, database) -> database("cutover.endpoints.databases." + name, database));
    oneDatabaseTwice(settings.databases());
    new TreeMap<>(settings.http())
        .forEach((name, http) -> http("cutover.endpoints.http." + name, http));
    new TreeMap<>(settings.dns()).forEach((name, dns) -> dns("cutover.endpoints.dns." + name, dns));
  }

  private void database(String at, DatabaseSettings database) {
    String url = database.url();
    if (findings.present(at + ".url", url) && url != null) {
      if (JDBC.stream().noneMatch(url::startsWith)) {
        findings.add(at + ".url", "is of no known kind, only " + String.join(", ", JDBC));
      }
      if (PASSWORD_IN_URL.matcher(url).find()) {
        findings.add(at + ".url", "holds a password: move it to " + at + ".password");
      }
    }
    boolean engine = findings.present(at + ".user", database.user());
    findings.present(at + ".password", database.password());
    boolean business = findings.present(at + ".business-user", database.businessUser());
    findings.present(at + ".business-password", database.businessPassword());
    if (engine && business && sameAccount(database.user(), database.businessUser())) {
      findings.add(
          at + ".business-user",
          "is the engine's own account, which the fence lets through: name the application's");
    }
  }

  private static boolean sameAccount(@Nullable String one, @Nullable String other) {
    return one != null && one.equalsIgnoreCase(other);
  }

  private void oneDatabaseTwice(Map<String, DatabaseSettings> databases) {
    Map<String, String> seen = new TreeMap<>();
    new TreeMap<>(databases)
        .forEach(
            (name, database) -> {
              String url = database.url();
              if (url == null || url.isBlank()) {
                return;
              }
              String first = seen.putIfAbsent(address(url), name);
              if (first != null) {
                findings.add(
                    "cutover.endpoints.databases." + name + ".url",
                    "is the same database as " + first + ": a side must not be moved onto itself");
              }
            });
  }

  /** The address without the options behind it, so that these do not make one database two. */
  static String address(String url) {
    return url.toLowerCase(Locale.ROOT)
        .replaceAll("[?;].*", "")
        .replaceAll("/+$", "")
        .replace("jdbc:aws-wrapper:", "jdbc:")
        .replace("//127.0.0.1", "//localhost")
        .replace("//[::1]", "//localhost");
  }

  private void http(String at, HttpSettings http) {
    String url = http.url();
    if (findings.present(at + ".url", url) && url != null && !isHttp(url)) {
      findings.add(at + ".url", "is no address like https://host:port/path");
    }
    if (http.token() != null) {
      findings.present(at + ".token", http.token());
    }
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void dns(String at, DnsSettings dns) {
    if (dns.authoritative() == null || dns.authoritative().isEmpty()) {
      findings.add(at + ".authoritative", "is missing: name the zone's servers, primary first");
    } else {
      servers(at + ".authoritative", dns.authoritative());
    }
    servers(at + ".resolvers", dns.resolvers() == null ? List.of() : dns.resolvers());
    findings.present(at + ".key-name", dns.keyName());
    if (findings.present(at + ".key-secret", dns.keySecret()) && !isBase64(dns.keySecret())) {
      findings.add(
          at + ".key-secret", "is not base64: give the TSIG key as the zone's file has it");
    }
  }

  private void servers(String setting, List<String> servers) {
    for (String server : servers) {
      if (!SERVER.matcher(server).matches()) {
        findings.add(setting, "has a server that is not host:port: " + server);
      }
    }
  }

  private static boolean isBase64(@Nullable String secret) {
    try {
      return secret != null && Base64.getDecoder().decode(secret).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
