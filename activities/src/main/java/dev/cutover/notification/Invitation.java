package dev.cutover.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.parameter.ParticipationLevel;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import dev.cutover.activity.Appointment;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * A meeting request as calendars read it (RFC 5545, RFC 5546).
 *
 * @param uid the same in each attempt, so that a calendar shows one meeting
 * @param made when the workflow had it to tell
 */
record Invitation(
    String uid,
    Instant made,
    Appointment appointment,
    String organizer,
    List<String> attendees,
    String summary,
    String description) {

  /**
   * A line has 75 octets at most (RFC 5545, 3.1). The writer counts characters, of which one takes
   * up to three, and it may add one to keep a pair together.
   */
  private static final int CHARACTERS_A_LINE = 24;

  /** The same each time: times are in UTC, which needs no time zone's rules. */
  byte[] bytes() {
    VEvent event = new VEvent();
    event.setUid(uid);
    event.setDateTimeStamp(Date.from(made));
    event.setDateStart(Date.from(appointment.begins()));
    event.setDateEnd(Date.from(appointment.ends()));
    event.setSummary(summary);
    event.setDescription(description);
    event.setOrganizer(new Organizer(null, organizer));
    attendees.forEach(address -> event.addAttendee(attendee(address)));
    event.setStatus(Status.confirmed());
    event.setSequence(0);
    ICalendar calendar = new ICalendar();
    calendar.setProductId("-//cutover//notification//EN");
    calendar.setMethod(Method.request());
    calendar.addEvent(event);
    return written(calendar).getBytes(UTF_8);
  }

  private static Attendee attendee(String address) {
    Attendee attendee = new Attendee(null, address);
    attendee.setParticipationLevel(ParticipationLevel.REQUIRED);
    attendee.setParticipationStatus(ParticipationStatus.NEEDS_ACTION);
    attendee.setRsvp(true);
    return attendee;
  }

  private static String written(ICalendar calendar) {
    StringWriter text = new StringWriter();
    try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
      writer.getVObjectWriter().getFoldedLineWriter().setLineLength(CHARACTERS_A_LINE);
      writer.write(calendar);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can't be written", e);
    }
    return text.toString();
  }
}
