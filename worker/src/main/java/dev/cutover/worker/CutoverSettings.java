package dev.cutover.worker;

import dev.cutover.temporal.PayloadKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code cutover.*} says, as it was written. Nothing here is proven yet: {@link SettingsRules}
 * does that, and only then are the endpoints made of it.
 */
record CutoverSettings(
    @Nullable String system,
    @Nullable String environment,
    @Nullable List<String> sites,
    @Nullable Integer shards,
    @Nullable EndpointSettings endpoints,
    @Nullable Map<String, PersonSettings> people,
    @Nullable RosterSettings roster,
    @Nullable LedgerSettings ledger,
    @Nullable EncryptionSettings encryption,
    @Nullable String build,
    boolean inMemoryTemporal) {

  List<String> sitesServed() {
    return sites == null ? List.of() : sites;
  }

  int shardsAtOnce() {
    return shards == null ? SettingsRules.SHARDS : shards;
  }

  /** Null where there is but one; a Temporal in memory knows no builds. */
  @Nullable String buildAmongOthers() {
    return inMemoryTemporal ? null : build;
  }

  /**
   * Of proven settings. A Temporal in memory leaves nothing behind, and whoever began it has no
   * keys; people answer it with theirs.
   */
  PayloadKeys keys() {
    String text = encryption == null ? null : encryption.keys;
    PayloadKeys keys = text == null ? PayloadKeys.none() : PayloadKeys.parse(text);
    return inMemoryTemporal ? keys.forReadingOnly() : keys;
  }

  /** Null where there is none, or where the worker beside this one has it. */
  @Nullable CodecEndpointSettings codecEndpoint() {
    return inMemoryTemporal || encryption == null ? null : encryption.endpoint;
  }

  /** Of proven settings; null where the ledger is kept in no file. */
  @Nullable Path ledgerDirectory() {
    String directory = ledger == null ? null : ledger.directory;
    return directory == null ? null : Path.of(directory);
  }

  Map<String, DatabaseSettings> databases() {
    return endpoints == null || endpoints.databases == null ? Map.of() : endpoints.databases;
  }

  Map<String, HttpSettings> http() {
    return endpoints == null || endpoints.http == null ? Map.of() : endpoints.http;
  }

  Map<String, DnsSettings> dns() {
    return endpoints == null || endpoints.dns == null ? Map.of() : endpoints.dns;
  }

  Map<String, MailSettings> mail() {
    return endpoints == null || endpoints.mail == null ? Map.of() : endpoints.mail;
  }

  Map<String, PersonSettings> peopleTold() {
    return people == null ? Map.of() : people;
  }

  record EndpointSettings(
      @Nullable Map<String, DatabaseSettings> databases,
      @Nullable Map<String, HttpSettings> http,
      @Nullable Map<String, DnsSettings> dns,
      @Nullable Map<String, MailSettings> mail) {}

  record DatabaseSettings(
      @Nullable String url,
      @Nullable String user,
      @Nullable String password,
      @Nullable String businessUser,
      @Nullable String businessPassword) {}

  /**
   * @param token absent where the service asks for none
   */
  record HttpSettings(@Nullable String url, @Nullable String token) {}

  /**
   * @param keys absent where nothing is encrypted
   */
  record EncryptionSettings(@Nullable String keys, @Nullable CodecEndpointSettings endpoint) {}

  /**
   * Where Temporal's web UI and program let this worker decode.
   *
   * @param port on this machine alone
   * @param origins web pages that may ask, as {@code https://temporal.example}
   */
  record CodecEndpointSettings(@Nullable Integer port, @Nullable List<String> origins) {

    List<String> pages() {
      return origins == null ? List.of() : origins;
    }
  }

  record DnsSettings(
      @Nullable List<String> authoritative,
      @Nullable List<String> resolvers,
      @Nullable String keyName,
      @Nullable String keySecret) {}

  /**
   * @param port text, so that a wrong one is named among all that is wrong
   * @param user absent, with the password, where the server asks for none
   * @param language of the words around a notice; {@code en} if absent
   */
  record MailSettings(
      @Nullable String host,
      @Nullable String port,
      @Nullable String security,
      @Nullable String user,
      @Nullable String password,
      @Nullable String from,
      @Nullable String language) {}

  /** Where somebody of the plan's people is told. */
  record PersonSettings(@Nullable String mail) {}

  /**
   * @param allowedSigners path of a file in OpenSSH's allowed-signers format
   * @param revoked path of a file of keys that count no more; absent where there is none
   * @param roles the people who have each role
   * @param deputies who stands in for whom; absent where nobody does
   */
  record RosterSettings(
      @Nullable String allowedSigners,
      @Nullable String revoked,
      @Nullable Map<String, List<String>> roles,
      @Nullable List<DeputySettings> deputies) {

    Map<String, List<String>> peopleOfRoles() {
      return roles == null ? Map.of() : roles;
    }

    List<DeputySettings> deputiesNamed() {
      return deputies == null ? List.of() : deputies;
    }
  }

  /**
   * @param directory of the file that follows the ledger; it is made where it is missing
   */
  record LedgerSettings(@Nullable String directory) {}

  /**
   * @param from an instant with its zone, as {@code 2030-09-28T20:00+09:00}; {@code until} likewise
   */
  record DeputySettings(
      @Nullable String standsInFor,
      @Nullable String person,
      @Nullable String from,
      @Nullable String until) {}
}
