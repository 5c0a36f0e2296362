package dev.cutover.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cutover.plan.Sha256;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle of evidence is of, and the digest of each of its files.
 *
 * @param attempt of the run
 * @param plan hash of the plan that it was run by
 * @param made when the bundle was
 * @param lastSeq number of the ledger's last line; 0 where it has none
 * @param lastHash hash of that line
 * @param signedBy who has signed the manifest; null where nobody has
 * @param files SHA-256 of each file by its path
 * @param digest SHA-256 of all this but itself, in its canonical form
 */
public record Manifest(
    String format,
    String system,
    String environment,
    String attempt,
    String plan,
    Instant made,
    long lastSeq,
    String lastHash,
    @Nullable String signedBy,
    SortedMap<String, String> files,
    String digest) {

  /** What this program writes and reads. */
  public static final String FORMAT = "cutover evidence 1";

  private static final String DIGEST = "digest";

  /** The same with its digest. */
  Manifest withDigest() {
    return new Manifest(
        format,
        system,
        environment,
        attempt,
        plan,
        made,
        lastSeq,
        lastHash,
        signedBy,
        files,
        digestOfTheRest());
  }

  /** The file's text. */
  public String canonical() {
    return EvidenceJson.canonical(this);
  }

  /** Whether its digest is that of what it says. */
  public boolean matchesItsDigest() {
    return digest.equals(digestOfTheRest());
  }

  private String digestOfTheRest() {
    ObjectNode rest = EvidenceJson.tree(this);
    rest.remove(DIGEST);
    return Sha256.of(EvidenceJson.canonical(rest));
  }

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException unless the text is one, of a format that this program knows
   */
  public static Manifest parse(String text) {
    String format = EvidenceJson.read(text, JsonNode.class).path("format").asText();
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "no manifest of the format '" + FORMAT + "', but of '" + format + "'");
    }
    Manifest manifest = EvidenceJson.read(text, Manifest.class);
    if (manifest.lacksSomething()) {
      throw new IllegalArgumentException("no manifest: something in it is null");
    }
    return manifest;
  }

  private boolean lacksSomething() {
    return Stream.<Object>of(system, environment, attempt, plan, made, lastHash, files, digest)
            .anyMatch(Objects::isNull)
        || files.values().stream().anyMatch(Objects::isNull);
  }
}
