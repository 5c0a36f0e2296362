package dev.cutover.evidence;

import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanHash;
import dev.cutover.plan.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The evidence of a run, put together as texts by the paths of their files. */
public final class Bundle {

  public static final String MANIFEST = "manifest.json";
  public static final String SIGNATURE = "manifest.json.sig";
  public static final String PLAN = "plan.json";
  public static final String LEDGER = "ledger.jsonl";
  public static final String RESULT = "result.json";
  public static final String REPORT = "report.html";
  public static final String VERSIONS = "versions.json";
  public static final String ALLOWED_SIGNERS = "roster/allowed_signers";
  public static final String REVOKED = "roster/revoked";
  public static final String ROLES = "roster/roles.json";

  /** Without these nothing can be verified. */
  public static final List<String> ALWAYS = List.of(PLAN, LEDGER, VERSIONS, ALLOWED_SIGNERS, ROLES);

  private static final int LONGEST_NAME = 100;
  private static final int OF_A_DIGEST = 16;

  private final Plan plan;
  private final String environment;
  private final String attempt;
  private final Instant made;
  private final SortedMap<String, String> files = new TreeMap<>();
  private long lastSeq;
  private String lastHash = LedgerLine.GENESIS;

  /**
   * @param attempt of the run
   * @param made now
   */
  public Bundle(Plan plan, String environment, String attempt, Instant made) {
    this.plan = plan;
    this.environment = environment;
    this.attempt = attempt;
    this.made = made;
    files.put(PLAN, PlanHash.canonical(plan));
  }

  /** All of the ledger, from its first line. */
  public void ledger(List<LedgerLine> lines) {
    StringBuilder text = new StringBuilder();
    for (LedgerLine line : lines) {
      text.append(EvidenceJson.of(line)).append('\n');
      lastSeq = line.seq();
      lastHash = line.hash();
    }
    files.put(LEDGER, text.toString());
  }

  /**
   * What the run said of itself.
   *
   * @param json its status
   * @param html the same for people
   */
  public void result(String json, String html) {
    files.put(RESULT, json);
    files.put(REPORT, html);
  }

  public void roster(RosterCopy roster) {
    files.put(ALLOWED_SIGNERS, roster.allowedSigners());
    files.put(ROLES, EvidenceJson.of(roster.roles()));
    String revoked = roster.revoked();
    if (revoked != null) {
      files.put(REVOKED, revoked);
    }
  }

  public void versions(Map<String, String> versions) {
    files.put(VERSIONS, EvidenceJson.of(new TreeMap<>(versions)));
  }

  public void discrepancies(String table, String csv) {
    files.put("discrepancies/" + fileName(table) + ".csv", csv);
  }

  /** Letters and digits as they are; all else as in a URL, so that no name leaves its folder. */
  private static String fileName(String table) {
    StringBuilder name = new StringBuilder();
    for (byte one : table.getBytes(StandardCharsets.UTF_8)) {
      if (Character.isLetterOrDigit(one) || one == '_' || one == '-') {
        name.append((char) one);
      } else {
        name.append("%%%02X".formatted(one));
      }
    }
    return name.length() <= LONGEST_NAME
        ? name.toString()
        : name.substring(0, LONGEST_NAME) + "-" + Sha256.of(table).substring(0, OF_A_DIGEST);
  }

  /** The texts by the paths of their files, all but the manifest. */
  public SortedMap<String, String> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  /**
   * The manifest of what there is.
   *
   * @param signedBy who will sign it; null if nobody does
   */
  public Manifest manifest(@Nullable String signedBy) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach((path, text) -> digests.put(path, Sha256.of(text)));
    return new Manifest(
            Manifest.FORMAT,
            plan.system().name(),
            environment,
            attempt,
            PlanHash.of(plan),
            made,
            lastSeq,
            lastHash,
            signedBy,
            digests,
            "")
        .withDigest();
  }
}
