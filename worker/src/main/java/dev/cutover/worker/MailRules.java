package dev.cutover.worker;

import dev.cutover.worker.CutoverSettings.MailSettings;
import dev.cutover.worker.CutoverSettings.PersonSettings;
import dev.cutover.worker.SettingsRules.Findings;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mail servers, and the addresses of the people who are told through them. */
final class MailRules {

  private static final String MAIL = "cutover.endpoints.mail";
  private static final String PEOPLE = "cutover.people";
  private static final List<String> SECURITY = List.of("starttls", "tls", "none");
  private static final List<String> LANGUAGES = List.of("en", "ja");
  private static final int LAST_PORT = 65_535;

  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final String NAMES = NAME + "(\\." + NAME + ")*";
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern HOST = Pattern.compile(NAMES + "|\\[?[0-9A-Fa-f:]+\\]?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  /** The dot-atoms of RFC 5321: nothing in it ends a header or a command. */
  private static final Pattern ADDRESS = Pattern.compile(ATOM + "(\\." + ATOM + ")*@" + NAMES);

  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1\\]?", Pattern.CASE_INSENSITIVE);

  private final Findings findings;

  MailRules(Findings findings) {
    this.findings = findings;
  }

  void check(CutoverSettings settings) {
    new TreeMap<>(settings.mail())
        .forEach(
            (name, mail) -> {
              String at = MAIL + "." + name;
              if (settings.databases().containsKey(name) || settings.dns().containsKey(name)) {
                findings.add(
                    at,
                    "has the name of a database or of DNS servers: mail is sent where a"
                        + " notification goes, and shares its name with a webhook alone");
              }
              server(at, mail);
            });
    people(settings);
  }

  private void server(String at, MailSettings mail) {
    matches(at + ".host", mail.host(), HOST, "is no host name, like smtp.example.com");
    port(at + ".port", mail.port());
    word(at + ".security", mail.security(), SECURITY);
    boolean open = "none".equals(mail.security());
    String host = mail.host();
    if (open && host != null && !THIS_MACHINE.matcher(host).matches()) {
      findings.add(
          at + ".security", "may be none for a mail server on this very machine alone: use tls");
    }
    account(at, mail, open);
    matches(at + ".from", mail.from(), ADDRESS, "is no address, like cutover@example.com");
    if (mail.language() != null) {
      word(at + ".language", mail.language(), LANGUAGES);
    }
  }

  private void account(String at, MailSettings mail, boolean open) {
    if (mail.user() == null && mail.password() == null) {
      return;
    }
    findings.present(at + ".user", mail.user());
    findings.present(at + ".password", mail.password());
    if (open) {
      findings.add(
          at + ".password", "would be sent in clear: use starttls or tls, or leave both out");
    }
  }

  private void port(String at, @Nullable String port) {
    if (findings.present(at, port) && port != null && !isPort(port)) {
      findings.add(at, "is no port, 1 to " + LAST_PORT);
    }
  }

  private static boolean isPort(String port) {
    return PORT.matcher(port).matches()
        && Integer.parseInt(port) > 0
        && Integer.parseInt(port) <= LAST_PORT;
  }

  private void word(String at, @Nullable String word, List<String> known) {
    if (findings.present(at, word) && word != null && !known.contains(word)) {
      findings.add(at, "is no word for it, only " + String.join(", ", known));
    }
  }

  private void people(CutoverSettings settings) {
    new TreeMap<>(settings.peopleTold()).forEach(this::person);
    if (settings.mail().isEmpty() && !settings.peopleTold().isEmpty()) {
      findings.add(MAIL, "is missing: the people of " + PEOPLE + " would be told by nobody");
    }
    if (!settings.mail().isEmpty() && settings.peopleTold().isEmpty()) {
      findings.add(PEOPLE, "is missing: nobody would have an address to be told at by mail");
    }
  }

  private void person(String key, PersonSettings person) {
    String at = PEOPLE + "." + key + ".mail";
    matches(at, person.mail(), ADDRESS, "is no address, like taro.tanaka@example.com");
  }

  private void matches(String at, @Nullable String value, Pattern form, String finding) {
    if (findings.present(at, value) && value != null && !form.matcher(value).matches()) {
      findings.add(at, finding);
    }
  }
}
