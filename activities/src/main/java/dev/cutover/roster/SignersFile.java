package dev.cutover.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An allowed-signers file, read anew at each question.
 *
 * @param zone of the times in it that name none
 */
record SignersFile(Path path, ZoneId zone) {

  /** A line that can't be a key of ours shuts its key out; the others still count. */
  List<AllowedSigner> all() throws IOException {
    return Files.readAllLines(path).stream().flatMap(line -> signer(line).stream()).toList();
  }

  /** Those whose keys decisions are signed with. */
  List<AllowedSigner> deciders() throws IOException {
    return all().stream().filter(AllowedSigner::decides).toList();
  }

  private Optional<AllowedSigner> signer(String line) {
    try {
      return Optional.ofNullable(AllowedSigner.parse(line, zone));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** Why a public key is not a person's at an instant; empty where it is. */
  static Optional<String> objection(
      List<AllowedSigner> signers, String person, byte[] publicKey, Instant at) {
    List<AllowedSigner> own = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    for (AllowedSigner signer : signers) {
      if (signer.isKey(publicKey)) {
        others.addAll(signer.principals());
        if (signer.principals().contains(person)) {
          own.add(signer);
        }
      }
    }
    others.remove(person);
    if (own.isEmpty()) {
      return Optional.of("the key is not one of " + person + " in the roster");
    }
    if (!others.isEmpty()) {
      // Whoever has it could agree with themselves.
      return Optional.of("the key of " + person + " is also that of " + String.join(", ", others));
    }
    return own.stream().anyMatch(signer -> signer.validity().covers(at))
        ? Optional.empty()
        : Optional.of(
            "the key of " + person + " is valid " + own.get(0).validityInWords() + " only");
  }
}
