package dev.cutover.activity;

import dev.cutover.evidence.RosterCopy;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;

/** What an auditor asks for and only workers know. */
@ActivityInterface(namePrefix = "Evidence")
public interface EvidenceActivities {

  /**
   * The roster as it counts now: who has a role, their deputies, and whoever else has signed.
   *
   * @param signers who is in the copy besides: a run may be asked for without any role
   */
  RosterCopy roster(List<String> signers);

  /** What runs here: of the engine, of Java, of Temporal's SDK, by their names. */
  Map<String, String> versions();
}
