package dev.cutover.sandbox;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.roster.Roster;
import dev.cutover.starter.BadInput;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan's people who decide for themselves, with keys of their own, while all others are played.
 *
 * @param lines of the allowed-signers file with their keys
 */
record Attendees(Set<String> people, List<String> lines) {

  static final Attendees NONE = new Attendees(Set.of(), List.of());

  /**
   * @throws BadInput if the file can't be read, or has no key of anybody, or of somebody who is not
   *     in the plan
   */
  static Attendees of(Path allowedSigners, Plan plan) {
    Set<String> people;
    List<String> lines;
    try {
      people = new TreeSet<>(Roster.people(allowedSigners));
      lines = Files.readAllLines(allowedSigners);
    } catch (IOException e) {
      throw new BadInput("--allowed-signers " + allowedSigners + ": can't be read as text");
    }
    Set<String> known = new TreeSet<>(plan.people().keySet());
    Set<String> strangers = new TreeSet<>(people);
    strangers.removeAll(known);
    if (people.isEmpty() || !strangers.isEmpty()) {
      throw new BadInput(
          "--allowed-signers "
              + allowedSigners
              + ": "
              + (people.isEmpty()
                  ? "has nobody's key"
                  : String.join(", ", strangers) + ": not in the plan")
              + ". A line is PERSON namespaces=\"cutover\" ssh-ed25519 KEY; the people are "
              + String.join(", ", known));
    }
    Attendees attendees = new Attendees(people, lines);
    if (attendees.requester(plan).isEmpty()) {
      throw new BadInput(
          "--allowed-signers "
              + allowedSigners
              + ": nobody is left to ask for the run, who then approves nothing in it. Leave one of"
              + " them out: "
              + String.join(", ", People.requesters(plan)));
    }
    return attendees;
  }

  /** Somebody who asks for the run, and is played: the key of nobody else is here. */
  Optional<String> requester(Plan plan) {
    return People.requesters(plan).stream().filter(person -> !people.contains(person)).findFirst();
  }

  /** Their keys count in place of those that they are played with. */
  void join(Path roster) throws IOException {
    if (people.isEmpty()) {
      return;
    }
    Stream<String> played =
        Files.readAllLines(roster).stream()
            .filter(line -> !people.contains(line.substring(0, line.indexOf(' '))));
    Files.write(roster, Stream.concat(played, lines.stream()).toList());
  }

  /** Where they are asked, nobody answers for them. */
  Cast among(Cast played) {
    return new Cast() {
      @Override
      public @Nullable Answer answer(OpenGate gate) {
        return Collections.disjoint(gate.people(), people) ? played.answer(gate) : null;
      }

      @Override
      public void interfere(RunStatus status, World world) {
        played.interfere(status, world);
      }
    };
  }

  /** How they see what is asked of them; empty where there is nobody. */
  String invitation(String temporal, String run) {
    return people.isEmpty()
        ? ""
        : String.format(
            "%s decide%s in another terminal: export TEMPORAL_ADDRESS=%s; ./cutover gates %s%n",
            String.join(", ", people), people.size() == 1 ? "s" : "", temporal, run);
  }
}
