package dev.cutover.notification;

import dev.cutover.activity.NotificationActivities.Notice;
import java.util.List;

/** A way to people. */
interface Channel {

  /** Whom it would tell of a notice: the whole channel, or each person by their key. */
  List<String> receivers(Notice notice);

  /** Tells some of them; what a server said against it is in the outcomes, nothing is thrown. */
  List<Delivery> tell(Notice notice, Stamp stamp, List<String> receivers);
}
