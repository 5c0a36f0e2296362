package dev.cutover.roster;

import dev.cutover.activity.EvidenceActivities;
import dev.cutover.evidence.RosterCopy;
import io.temporal.serviceclient.Version;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What this worker judges decisions by, and what it runs on. */
public final class WorkerEvidence implements EvidenceActivities {

  /** Maven lays it into every jar. */
  private static final String BUILD =
      "/META-INF/maven/dev.cutover/cutover-activities/pom.properties";

  private static final String NOT_KNOWN = "not known";

  private final Roster roster;

  public WorkerEvidence(Roster roster) {
    this.roster = roster;
  }

  @Override
  public RosterCopy roster(List<String> signers) {
    try {
      return roster.copy(signers);
    } catch (IOException e) {
      throw new IllegalStateException("the roster can't be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("cutover", engine());
    versions.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    versions.put("temporal-sdk", Version.LIBRARY_VERSION);
    return versions;
  }

  /** Of classes that never were in a jar nobody knows it. */
  private static String engine() {
    Properties build = new Properties();
    try (InputStream in = WorkerEvidence.class.getResourceAsStream(BUILD)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("this program's own version can't be read", e);
    }
    return build.getProperty("version", NOT_KNOWN);
  }
}
