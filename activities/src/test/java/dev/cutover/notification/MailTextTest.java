package dev.cutover.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cutover.activity.Appointment;
import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint.Language;
import dev.cutover.plan.NotificationRule.Event;
import java.lang.Character.UnicodeScript;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The words around a notice, in each language. */
class MailTextTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  static Stream<Arguments> everyEventInEveryLanguage() {
    return Stream.of(Language.values())
        .flatMap(language -> Stream.of(Event.values()).map(event -> Arguments.of(language, event)));
  }

  @ParameterizedTest
  @MethodSource("everyEventInEveryLanguage")
  void everyEventHasItsWordsInEveryLanguage(Language language, Event event) {
    ResourceBundle words = words(language);

    for (String part : new String[] {"title", "opening", "action"}) {
      assertThat(words.getString(event + "." + part)).isNotBlank();
    }
    Notice notice = Samples.notice(event, "It {0} 'happened'", "orders: 3 {1}");
    MailText text = new MailText(language);
    assertThat(text.subject(notice))
        .startsWith("[oms production] ")
        .endsWith(": It {0} 'happened'");
    assertThat(text.body(notice))
        .contains("It {0} 'happened'\norders: 3 {1}", "oms-production-", "attempt-1")
        .doesNotContain("{2}");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLanguageHasTheSameWordsWithTheSamePlaceholders(Language language) {
    ResourceBundle english = words(Language.EN);
    ResourceBundle words = words(language);

    assertThat(words.keySet()).isEqualTo(english.keySet());
    for (String key : words.keySet()) {
      assertThat(placeholders(words.getString(key)))
          .as(key)
          .isEqualTo(placeholders(english.getString(key)));
    }
  }

  @Test
  void japaneseIsReadAsItIsWritten() {
    ResourceBundle words = words(Language.JA);
    for (Event event : Event.values()) {
      assertThat(words.getString(event + ".title").codePoints().mapToObj(UnicodeScript::of))
          .as(event.name())
          .contains(UnicodeScript.HAN);
    }
  }

  @Test
  void aMeetingThatEndsOnAnotherDaySaysOnWhich() {
    Instant late = Instant.parse("2030-09-30T14:30:00Z");
    Appointment meeting =
        new Appointment(late, late.plus(Duration.ofHours(1)), ZoneId.of("Asia/Tokyo"));
    Notice notice = Samples.notice(Event.REMIGRATION, "subject", "text", meeting);

    assertThat(new MailText(Language.EN).meeting(notice))
        .hasValue(
            "Meeting: Monday 30 September 2030, 23:30 to Tuesday 1 October 2030, 00:30"
                + " (Asia/Tokyo)");
    assertThat(new MailText(Language.JA).meeting(notice))
        .hasValue("打ち合わせ: 2030年9月30日(月) 23:30〜2030年10月1日(火) 00:30(Asia/Tokyo)");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aMailThatAsksForAnAnswerDoesNotSayThatNobodyReadsIt(Language language) {
    Notice notice = Samples.notice(Event.REMIGRATION, "subject", "text");
    boolean english = language == Language.EN;
    String nobody = english ? "nobody reads" : "誰にも届きません";
    String told = footer(new MailText(language).body(notice));
    String invited = footer(new MailText(language).body(Samples.invitation("subject", "text")));

    assertThat(told).contains(nobody);
    assertThat(invited).contains("oms", "production", "attempt-1").doesNotContain(nobody);
  }

  private static String footer(String body) {
    return body.substring(body.indexOf("-- \n"));
  }

  private static ResourceBundle words(Language language) {
    return ResourceBundle.getBundle(
        MailText.BUNDLE, Locale.forLanguageTag(language.name().toLowerCase(Locale.ROOT)));
  }

  private static Set<String> placeholders(String pattern) {
    Set<String> placeholders = new TreeSet<>();
    PLACEHOLDER.matcher(pattern).results().map(MatchResult::group).forEach(placeholders::add);
    return placeholders;
  }
}
