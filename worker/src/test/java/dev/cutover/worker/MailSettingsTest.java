package dev.cutover.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.endpoint.MailEndpoint;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.endpoint.MailEndpoint.Security;
import dev.cutover.endpoint.NotificationEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker starts with settings for mail only where mail can go out safely, and to somebody. */
class MailSettingsTest {

  private static final String MAIL = "cutover.endpoints.mail.oms-notices";

  @Test
  void aNameReachesAMailServerAWebhookOrBoth(@TempDir Path directory) throws IOException {
    Settings settings = Settings.complete(directory).mail("oms-erp", "smtp.oms.example");
    ConfiguredEndpoints endpoints = new ConfiguredEndpoints(settings.read());

    assertThat(endpoints.notification("oms-notices"))
        .isEqualTo(
            new NotificationEndpoint(
                null,
                new MailEndpoint(
                    "smtp.oms.example",
                    587,
                    Security.STARTTLS,
                    "cutover",
                    "ma1lbox",
                    "cutover@oms.example",
                    Language.JA,
                    Map.of("sato", "sato@oms.example", "tanaka", "tanaka@oms.example"))));
    assertThat(endpoints.notification("oms-legacy-app").mail()).isNull();
    assertThat(endpoints.notification("oms-erp")).hasNoNullFieldsOrProperties();
    assertThatThrownBy(() -> endpoints.notification("oms-chat"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cutover.endpoints.http.oms-chat")
        .hasMessageContaining("cutover.endpoints.mail.oms-chat");
  }

  @Test
  void whereTheServerAsksForNoAccountNoneIsNeededAndEnglishIsTheLanguage(@TempDir Path directory)
      throws IOException {
    Settings settings =
        Settings.complete(directory)
            .without(MAIL + ".user")
            .without(MAIL + ".password")
            .without(MAIL + ".language");

    assertThat(new ConfiguredEndpoints(settings.read()).notification("oms-notices").mail())
        .extracting(MailEndpoint::user, MailEndpoint::language)
        .containsExactly(null, Language.EN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host     | https://smtp.example | no host name",
        "host     | smtp.example:587     | no host name",
        "host     | ''                   | is blank",
        "port     | 0                    | no port, 1 to 65535",
        "port     | 65536                | no port, 1 to 65535",
        "port     | smtp                 | no port, 1 to 65535",
        "security | ssl                  | only starttls, tls, none",
        "password | ${NOT_SET_ANYWHERE}  | not set",
        "user     | ''                   | is blank",
        "from     | cutover              | no address",
        "from     | A <a@oms.example>    | no address",
        "language | fr                   | only en, ja",
      })
  void aDoubtfulSettingOfAMailServerIsRefused(
      String setting, String value, String finding, @TempDir Path directory) throws IOException {
    assertThat(Settings.complete(directory).with(MAIL + "." + setting, value).findings())
        .singleElement()
        .asString()
        .startsWith(MAIL + "." + setting)
        .contains(finding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "port", "security", "user", "password", "from"})
  void whatIsMissingIsNamed(String setting, @TempDir Path directory) throws IOException {
    assertThat(Settings.complete(directory).without(MAIL + "." + setting).findings())
        .containsExactly(MAIL + "." + setting + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s0mebody", "s0mebody@", "a b@oms.example", "a@oms.example\nBcc: x@y"})
  void whatIsNoAddressOfAPersonIsRefused(String address, @TempDir Path directory)
      throws IOException {
    assertThat(Settings.complete(directory).with("cutover.people.tanaka.mail", address).findings())
        .singleElement()
        .asString()
        .startsWith("cutover.people.tanaka.mail is no address")
        .doesNotContain(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "[::1]"})
  void mailGoesInClearToAServerOnThisMachineAlone(String here, @TempDir Path directory)
      throws IOException {
    Settings settings =
        Settings.complete(directory)
            .with(MAIL + ".security", "none")
            .without(MAIL + ".user")
            .without(MAIL + ".password");

    assertThat(settings.findings())
        .singleElement()
        .asString()
        .startsWith(MAIL + ".security")
        .contains("on this very machine alone");
    assertThat(settings.with(MAIL + ".host", here).findings()).isEmpty();
  }

  @Test
  void aPasswordGoesNowhereInClear(@TempDir Path directory) throws IOException {
    assertThat(
            Settings.complete(directory)
                .with(MAIL + ".security", "none")
                .with(MAIL + ".host", "localhost")
                .findings())
        .singleElement()
        .asString()
        .startsWith(MAIL + ".password would be sent in clear");
  }

  @Test
  void aMailServerWithNobodyToTellIsRefusedAndSoArePeopleWithoutOne(@TempDir Path directory)
      throws IOException {
    assertThat(Settings.complete(directory).without("cutover.people").findings())
        .singleElement()
        .asString()
        .startsWith("cutover.people is missing");
    assertThat(Settings.complete(directory).without("cutover.endpoints.mail").findings())
        .singleElement()
        .asString()
        .startsWith("cutover.endpoints.mail is missing");
  }

  @Test
  void aMailServerThatHasADatabasesNameIsRefused(@TempDir Path directory) throws IOException {
    assertThat(Settings.complete(directory).mail("oms-legacy-db", "smtp.oms.example").findings())
        .singleElement()
        .asString()
        .startsWith("cutover.endpoints.mail.oms-legacy-db has the name of a database");
  }

  @Test
  void everythingThatIsWrongWithMailIsNamedAtOnceAndNoSecretWithIt(@TempDir Path directory)
      throws IOException {
    List<String> findings =
        Settings.complete(directory)
            .without(MAIL + ".host")
            .with(MAIL + ".port", "pa55word")
            .with(MAIL + ".security", "none")
            .with(MAIL + ".from", "ma1lbox")
            .with("cutover.people.sato.mail", "pr1vate")
            .findings();

    assertThat(findings)
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly(
            MAIL + ".host",
            MAIL + ".port",
            MAIL + ".password",
            MAIL + ".from",
            "cutover.people.sato.mail");
    assertThat(String.join("\n", findings)).doesNotContain("pa55word", "ma1lbox", "pr1vate");
  }
}
