package dev.cutover.roster;

import dev.cutover.decision.SshSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a copy has of a roster's files: the keys of some people. A line with such a key for somebody
 * else goes along, since it shuts the key out.
 */
final class CopiedKeys {

  private final Set<String> keys = new TreeSet<>();
  private final List<AllowedSigner> lines;

  /**
   * @param signers all lines whose keys count
   * @param people whose keys are copied
   */
  CopiedKeys(List<AllowedSigner> signers, Set<String> people) {
    signers.stream()
        .filter(signer -> signer.isOfAny(people))
        .map(AllowedSigner::key)
        .forEach(keys::add);
    lines = signers.stream().filter(signer -> keys.contains(signer.key())).toList();
  }

  String allowedSigners() {
    return lines.stream().map(signer -> signer.text() + "\n").collect(Collectors.joining());
  }

  /** Fingerprints of those that count no more; null where there is no file of such. */
  @Nullable String revoked(@Nullable Path file) throws IOException {
    if (file == null) {
      return null;
    }
    RevokedKeys revoked = RevokedKeys.read(file);
    return keys.stream()
        .map(SshSignature::publicKeyOf)
        .filter(revoked::contains)
        .map(key -> RevokedKeys.fingerprint(key) + "\n")
        .collect(Collectors.joining());
  }
}
