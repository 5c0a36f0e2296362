package dev.cutover.worker;

import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.endpoint.DnsEndpoint;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.endpoint.HttpEndpoint;
import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.endpoint.MailEndpoint.Security;
import dev.cutover.endpoint.NotificationEndpoint;
import dev.cutover.worker.CutoverSettings.DatabaseSettings;
import dev.cutover.worker.CutoverSettings.DnsSettings;
import dev.cutover.worker.CutoverSettings.HttpSettings;
import dev.cutover.worker.CutoverSettings.MailSettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The endpoints of the worker's settings. */
final class ConfiguredEndpoints implements Endpoints {

  private final CutoverSettings settings;

  ConfiguredEndpoints(CutoverSettings settings) {
    this.settings = settings;
  }

  @Override
  public DatabaseEndpoint database(String name) {
    DatabaseSettings database = named(settings.databases(), "database", "databases", name);
    return new DatabaseEndpoint(
        proven(database.url()),
        proven(database.user()),
        proven(database.password()),
        proven(database.businessUser()),
        proven(database.businessPassword()));
  }

  @Override
  public HttpEndpoint http(String name) {
    HttpSettings http = named(settings.http(), "HTTP endpoint", "http", name);
    return new HttpEndpoint(URI.create(proven(http.url())), http.token());
  }

  @Override
  public DnsEndpoint dns(String name) {
    DnsSettings dns = named(settings.dns(), "DNS endpoint", "dns", name);
    List<String> resolvers = dns.resolvers() == null ? List.of() : dns.resolvers();
    return new DnsEndpoint(
        List.copyOf(proven(dns.authoritative())),
        List.copyOf(resolvers),
        proven(dns.keyName()),
        proven(dns.keySecret()));
  }

  @Override
  public NotificationEndpoint notification(String name) {
    boolean webhook = settings.http().containsKey(name);
    MailSettings mail = settings.mail().get(name);
    if (!webhook && mail == null) {
      throw new IllegalArgumentException(
          ("this worker knows neither a webhook nor a mail server called %s: add"
                  + " cutover.endpoints.http.%s or cutover.endpoints.mail.%s to its settings")
              .formatted(name, name, name));
    }
    return new NotificationEndpoint(
        webhook ? http(name) : null, mail == null ? null : mailEndpoint(mail));
  }

  private MailEndpoint mailEndpoint(MailSettings mail) {
    Map<String, String> addresses = new TreeMap<>();
    settings.peopleTold().forEach((key, person) -> addresses.put(key, proven(person.mail())));
    String language = mail.language();
    return new MailEndpoint(
        proven(mail.host()),
        Integer.parseInt(proven(mail.port())),
        word(Security.class, proven(mail.security())),
        mail.user(),
        mail.password(),
        proven(mail.from()),
        language == null ? Language.EN : word(Language.class, language),
        addresses);
  }

  private static <E extends Enum<E>> E word(Class<E> words, String word) {
    return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
  }

  private static <T> T named(Map<String, T> known, String kind, String group, String name) {
    T endpoint = known.get(name);
    if (endpoint == null) {
      throw new IllegalArgumentException(
          "this worker knows no %s called %s, only %s: add cutover.endpoints.%s.%s to its settings"
              .formatted(kind, name, new TreeSet<>(known.keySet()), group, name));
    }
    return endpoint;
  }

  private static <T> T proven(@Nullable T value) {
    return Objects.requireNonNull(value, "settings are proven before endpoints are made of them");
  }
}
