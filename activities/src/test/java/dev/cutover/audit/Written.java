package dev.cutover.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cutover.decision.SshArmor;
import dev.cutover.decision.SshSignature;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.EvidenceJson;
import dev.cutover.evidence.EvidenceVerifier.Finding;
import dev.cutover.evidence.EvidenceVerifier.Verified;
import dev.cutover.evidence.Manifest;
import dev.cutover.plan.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/** A bundle on disk, which a test then changes as a forger might. */
record Written(Path directory) {

  /** Without a signature. */
  static Written of(SampleRun run, Path directory) throws IOException {
    return of(run, directory, null, "");
  }

  /**
   * @param person who is said to sign the manifest; null if nobody is
   * @param signer whose key does it
   */
  static Written of(SampleRun run, Path directory, @Nullable String person, String signer)
      throws IOException {
    Written written = new Written(directory);
    Bundle bundle = run.bundle();
    for (Map.Entry<String, String> file : bundle.files().entrySet()) {
      written.write(file.getKey(), file.getValue());
    }
    Manifest manifest = bundle.manifest(person);
    written.write(Bundle.MANIFEST, manifest.canonical());
    if (person != null) {
      written.sign(run, signer, SshSignature.EVIDENCE);
    }
    return written;
  }

  void sign(SampleRun run, String signer, String namespace) throws IOException {
    byte[] manifest = Files.readAllBytes(path(Bundle.MANIFEST));
    write(Bundle.SIGNATURE, SshArmor.of(run.signers.sign(signer, namespace, manifest).encoded()));
  }

  void write(String name, String text) throws IOException {
    Files.createDirectories(path(name).getParent());
    Files.write(path(name), text.getBytes(StandardCharsets.UTF_8));
  }

  String read(String name) throws IOException {
    return Files.readString(path(name));
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Puts another text in place of one, and makes the manifest fit it. */
  void forge(String name, String text) throws IOException {
    write(name, text);
    forge(manifest -> ((ObjectNode) manifest.path("files")).put(name, Sha256.of(text)));
  }

  /** Changes the manifest, and makes its digest fit. */
  void forge(Consumer<ObjectNode> change) throws IOException {
    ObjectNode manifest = EvidenceJson.read(read(Bundle.MANIFEST), ObjectNode.class);
    change.accept(manifest);
    manifest.remove("digest");
    manifest.put("digest", Sha256.of(canonical(manifest)));
    write(Bundle.MANIFEST, canonical(manifest));
  }

  private static String canonical(ObjectNode manifest) throws IOException {
    return new JsonCanonicalizer(manifest.toString()).getEncodedString();
  }

  Verified verified() {
    return new BundleVerifier().verify(directory, null);
  }

  /** By keys that do not come from the bundle. */
  Verified verifiedBy(Path allowedSigners) {
    return new BundleVerifier().verify(directory, allowedSigners);
  }

  /** All findings, a line each. */
  String found() {
    return String.join("\n", verified().findings().stream().map(Finding::line).toList());
  }
}
