package dev.cutover.audit;

import dev.cutover.decision.SshArmor;
import dev.cutover.decision.SshSignature;
import dev.cutover.evidence.Bundle;
import dev.cutover.evidence.Manifest;
import dev.cutover.roster.PastRoster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether whom the manifest names has signed it. */
final class SignatureCheck {

  private final Manifest manifest;
  private final BundleFolder folder;
  private final Findings findings;
  private @Nullable String signer;

  SignatureCheck(Manifest manifest, BundleFolder folder, Findings findings) {
    this.manifest = manifest;
    this.folder = folder;
    this.findings = findings;
  }

  void check(PastRoster roster) throws IOException {
    Optional<String> armor = folder.text(Bundle.SIGNATURE);
    String person = manifest.signedBy();
    if (person == null && armor.isEmpty()) {
      findings.note(
          Bundle.MANIFEST, "nobody has signed it: compare its digest with one noted elsewhere");
    } else if (person == null) {
      findings.add(Bundle.SIGNATURE, "was added: the manifest says that nobody has signed it");
    } else if (armor.isEmpty()) {
      findings.add(Bundle.SIGNATURE, "is missing: the manifest says that " + person + " signed it");
    } else {
      check(roster, person, armor.get());
    }
  }

  private void check(PastRoster roster, String person, String armor) throws IOException {
    SshSignature signature = SshSignature.decode(SshArmor.base64(armor));
    Optional<String> objection =
        roster.objectionToEvidence(person, signature.key(), manifest.made());
    if (!SshArmor.of(signature.encoded()).equals(armor)) {
      findings.add(Bundle.SIGNATURE, "was changed: it is not in the form that it was written in");
    } else if (!signature.namespace().equals(SshSignature.EVIDENCE)) {
      findings.add(
          Bundle.SIGNATURE,
          "was made for " + signature.namespace() + ", not for " + SshSignature.EVIDENCE);
    } else if (!signature.verifies(
        SshSignature.EVIDENCE, manifest.canonical().getBytes(StandardCharsets.UTF_8))) {
      findings.add(Bundle.SIGNATURE, "does not fit the manifest");
    } else if (objection.isPresent()) {
      findings.add(Bundle.SIGNATURE, objection.get());
    } else {
      signer = person;
      noteIfRevoked(roster, person, signature);
    }
  }

  private void noteIfRevoked(PastRoster roster, String person, SshSignature signature)
      throws IOException {
    if (roster.isRevoked(signature.key())) {
      findings.note(
          Bundle.SIGNATURE, "the key of " + person + " is revoked now; when is not known");
    }
  }

  /** Whose signature is good; null where there is none. */
  @Nullable String signer() {
    return signer;
  }
}
