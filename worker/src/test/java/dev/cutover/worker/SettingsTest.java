package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.endpoint.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void completeSettingsAreTaken(@TempDir Path directory) throws IOException {
    Endpoints endpoints = new ConfiguredEndpoints(Settings.complete(directory).read());

    assertThat(endpoints.database("oms-legacy-db").businessUser()).isEqualTo("OMS_APP");
    assertThat(endpoints.http("oms-legacy-app").token()).isEqualTo("t0ken");
    assertThat(endpoints.http("oms-erp").token()).isNull();
    assertThat(endpoints.dns("oms-dns").authoritative()).containsExactly("127.0.0.1:5353");
  }

  @Test
  void anEndpointThatIsNotConfiguredIsNamedBesideThoseThatAre(@TempDir Path directory)
      throws IOException {
    Endpoints endpoints = new ConfiguredEndpoints(Settings.complete(directory).read());

    assertThatThrownBy(() -> endpoints.http("oms-target-app"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oms-target-app")
        .hasMessageContaining("[oms-erp, oms-legacy-app]")
        .hasMessageContaining("cutover.endpoints.http.oms-target-app");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce(@TempDir Path directory) throws IOException {
    List<String> findings =
        Settings.complete(directory)
            .without("cutover.environment")
            .without("cutover.endpoints.dns")
            .without("cutover.roster.roles")
            .with("cutover.endpoints.databases.oms-legacy-db.password", " ")
            .with("cutover.endpoints.http.oms-erp.url", "erp:80")
            .with("cutover.endpoints.http.oms-erp.tokn", "x")
            .findings();

    assertThat(findings)
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly(
            "cutover.endpoints.http.oms-erp.tokn",
            "cutover.environment",
            "cutover.endpoints.dns",
            "cutover.endpoints.databases.oms-legacy-db.password",
            "cutover.endpoints.http.oms-erp.url",
            "cutover.roster.roles");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "system                               | OMS            | not lower-case",
        "sites                                | control,moon   | no site called moon",
        "sites                                | control,legacy | would wait for nobody",
        "shards                               | 0              | 1 to 16",
        "shards                               | 17             | 1 to 16",
        "build                                | 1 4            | letters, digits, dots",
        "endpoints.databases.oms-target-db.url | jdbc:db2://h/x | no known kind",
        "endpoints.databases.oms-target-db.url | jdbc:mysql://a:b@h/x | holds a password",
        "endpoints.databases.oms-target-db.url"
            + " | jdbc:h2:tcp://localhost:9092/mem:oms;USER=x | same database as oms-legacy-db",
        "endpoints.databases.oms-target-db.password | ${NOT_SET_ANYWHERE} | not set",
        "endpoints.databases.oms-target-db.business-user | cutover | engine's own account",
        "endpoints.http.oms-legacy-app.token  | ''             | is blank",
        "endpoints.dns.oms-dns.authoritative  | ns1            | not host:port: ns1",
        "endpoints.dns.oms-dns.key-secret     | !              | not base64",
        "encryption.keys                      | 2030-09        | has a key 1 that is not NAME:KEY",
        "encryption.keys                      | 2030-09:c2hvcnQ= | has a key 2030-09 that is not 32",
        "encryption.endpoint.port             | 70000          | must be 1 to 65535",
        "encryption.endpoint.origins          | *              | has no origin like",
        "roster.allowed-signers               | /no/such/file  | can not be read",
        "roster.roles.migration-lead          | suzuki         | suzuki, who has no key",
        "roster.revoked                       | /no/such/file  | can not be read",
        "roster.deputies[0].stands-in-for     | suzuki         | suzuki, who has no role",
        "roster.deputies[0].person            | suzuki         | suzuki, who has no key",
        "roster.deputies[0].from              | tomorrow       | no time with its zone",
        "roster.deputies[0].until             | 2030-09-28T19:00+09:00 | not behind its from",
        "ledger.directory                     | ''             | is blank",
        "ledger.directory                     | /dev/null/ledger | can not be made one",
      })
  void aDoubtfulSettingIsRefused(
      String setting, String value, String finding, @TempDir Path directory) throws IOException {
    List<String> findings =
        Settings.complete(directory)
            .with("cutover.encryption.keys", "2030:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            .with("cutover.encryption.endpoint.port", "8234")
            .with("cutover.roster.deputies[0].stands-in-for", "sato")
            .with("cutover.roster.deputies[0].person", "tanaka")
            .with("cutover.roster.deputies[0].from", "2030-09-28T20:00+09:00")
            .with("cutover.roster.deputies[0].until", "2030-09-30T09:00+09:00")
            .with("cutover." + setting, value)
            .findings();

    assertThat(findings).singleElement().asString().startsWith("cutover." + setting);
    assertThat(findings.get(0)).contains(finding);
  }

  @Test
  void aDatabaseIsTheSameThroughAurorasDriver(@TempDir Path directory) throws IOException {
    List<String> findings =
        Settings.complete(directory)
            .with(
                "cutover.endpoints.databases.oms-legacy-db.url",
                "jdbc:aws-wrapper:mysql://localhost:3306/oms?wrapperPlugins=failover2")
            .findings();

    assertThat(findings).singleElement().asString().contains("same database as oms-legacy-db");
  }

  @Test
  void aRosterWithoutSignersIsRefused(@TempDir Path directory) throws IOException {
    Settings settings = Settings.complete(directory);
    Files.writeString(directory.resolve("allowed_signers"), "# nobody yet\n");

    assertThat(settings.findings()).singleElement().asString().contains("has no signer in it");
  }

  @Test
  void aWorkerOfTheTargetAloneNeedsNoRoster(@TempDir Path directory) throws IOException {
    assertThat(
            Settings.complete(directory)
                .with("cutover.sites", "target")
                .without("cutover.roster")
                .findings())
        .isEmpty();
  }

  @Test
  void theDirectoryOfTheLedgersFileIsMade(@TempDir Path directory) throws IOException {
    Path place = directory.resolve("var/cutover");

    CutoverSettings settings =
        Settings.complete(directory).with("cutover.ledger.directory", place.toString()).read();

    assertThat(settings.ledgerDirectory()).isEqualTo(place).isDirectory();
  }

  @Test
  void whoDoesNotServeLegacyNeedsNoPlaceForTheLedgersFile(@TempDir Path directory)
      throws IOException {
    assertThat(
            Settings.complete(directory)
                .with("cutover.sites", "control,target")
                .with("cutover.ledger.directory", "/dev/null/ledger")
                .findings())
        .isEmpty();
  }

  @Test
  void aWorkerOfShardsAloneNeedsTheDatabasesAndNothingElse(@TempDir Path directory)
      throws IOException {
    Settings settings =
        Settings.complete(directory)
            .with("cutover.sites", "legacy-shards")
            .without("cutover.roster")
            .without("cutover.endpoints.http")
            .without("cutover.endpoints.dns");

    assertThat(settings.findings()).isEmpty();
    assertThat(settings.without("cutover.endpoints.databases").findings())
        .singleElement()
        .asString()
        .startsWith("cutover.endpoints.databases");
  }

  @Test
  void aRefusalShowsNoSecret(@TempDir Path directory) throws IOException {
    Settings settings =
        Settings.complete(directory)
            .with("cutover.system", "")
            .with("cutover.endpoints.dns.oms-dns.key-secret", "n0t base64")
            .with("cutover.endpoints.databases.oms-target-db.url", "jdbc:mysql://a:h1dden@h/x");

    assertThat(String.join("\n", settings.findings()))
        .doesNotContain("n0t base64", "h1dden", "en9ine", "bu51ness", "t0ken");
  }
}
