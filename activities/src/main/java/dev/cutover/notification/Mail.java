package dev.cutover.notification;

import dev.cutover.activity.NotificationActivities.Notice;
import dev.cutover.endpoint.MailEndpoint;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mail to all recipients of a notice who have an address. */
final class Mail implements Channel {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cutover.notification");

  /** Stands for all recipients where none has an address: a mail to nobody is no success. */
  private static final String TO_NOBODY = "mail";

  private final MailEndpoint endpoint;
  private final SmtpSubmission submission;

  Mail(MailEndpoint endpoint, SmtpSubmission submission) {
    this.endpoint = endpoint;
    this.submission = submission;
  }

  @Override
  public List<String> receivers(Notice notice) {
    List<String> people = notice.recipients();
    List<String> known = people.stream().filter(endpoint.addresses()::containsKey).toList();
    if (known.size() < people.size()) {
      LOG.info("of {} only {} have an address in cutover.people", people, known);
    }
    return known.isEmpty() && !people.isEmpty()
        ? List.of(TO_NOBODY)
        : known.stream().map(Mail::to).toList();
  }

  @Override
  public List<Delivery> tell(Notice notice, Stamp stamp, List<String> receivers) {
    if (receivers.contains(TO_NOBODY)) {
      String why = "has no address of " + notice.recipients() + ": add cutover.people.PERSON.mail";
      return Delivery.toEach(receivers, Outcome.refused(why));
    }
    try {
      Map<String, InternetAddress> all = addresses(notice);
      MimeMessage message =
          MailMessage.of(endpoint, notice, stamp, new LinkedHashSet<>(all.values()));
      Set<InternetAddress> missing = new LinkedHashSet<>();
      receivers.forEach(to -> missing.add(Objects.requireNonNull(all.get(to), to)));
      Map<InternetAddress, Outcome> outcomes = submission.submit(message, missing);
      return receivers.stream()
          .map(to -> new Delivery(to, Objects.requireNonNull(outcomes.get(all.get(to)), to)))
          .toList();
    } catch (MessagingException e) {
      throw new IllegalStateException("no mail can be made of a notice", e);
    }
  }

  /** Of every recipient, so that all see who was told, also where some are told in a later try. */
  private Map<String, InternetAddress> addresses(Notice notice) throws MessagingException {
    Map<String, InternetAddress> addresses = new LinkedHashMap<>();
    for (String person : notice.recipients()) {
      String address = endpoint.addresses().get(person);
      if (address != null) {
        addresses.put(to(person), new InternetAddress(address));
      }
    }
    return addresses;
  }

  private static String to(String person) {
    return "mail to " + person;
  }
}
