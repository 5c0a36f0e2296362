package dev.cutover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.workflow.RunStatus.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, as it said itself.
 *
 * @param outcome null while it goes on
 * @param accepted decisions that have counted
 */
record RunResult(
    String system,
    String environment,
    String attempt,
    String planHash,
    @Nullable String outcome,
    List<Accepted> accepted) {

  /** The run, and its rollback where it had one. */
  static List<RunResult> of(JsonNode status) {
    List<RunResult> all = new ArrayList<>();
    for (JsonNode run = status; run.isObject(); run = run.path("rollback")) {
      all.add(run(run));
    }
    return List.copyOf(all);
  }

  private static RunResult run(JsonNode run) {
    List<Accepted> accepted = new ArrayList<>();
    for (JsonNode decision : run.path("decisions")) {
      if (decision.path("accepted").asBoolean()) {
        accepted.add(
            Accepted.of(
                text(decision, "gate"),
                text(decision, "person"),
                text(decision, "answer"),
                text(decision, "at")));
      }
    }
    JsonNode outcome = run.path("outcome");
    return new RunResult(
        text(run, "system"),
        text(run, "environment"),
        text(run, "attempt"),
        text(run, "planHash"),
        outcome.isMissingNode() || outcome.isNull() ? null : outcome.asText(),
        List.copyOf(accepted));
  }

  private static String text(JsonNode of, String name) {
    return of.path(name).isTextual() ? of.path(name).textValue() : "";
  }

  /** A rollback that waits for a person has an outcome, and is not at its end. */
  boolean hasEnded() {
    return outcome != null && !isParked();
  }

  boolean isParked() {
    return Outcome.PARKED.name().equals(outcome);
  }

  /** Whether runs end so. */
  boolean isOutcomeKnown() {
    return Arrays.stream(Outcome.values()).anyMatch(known -> known.name().equals(outcome));
  }

  /**
   * A decision that has counted.
   *
   * @param person empty where silence has decided
   * @param came when it came, or silence decided
   */
  record Accepted(String gate, String person, String answer, String came) {

    static Accepted of(String gate, String person, String answer, String came) {
      return new Accepted(gate, person, word(answer), instant(came));
    }

    /** What a line of the ledger says has counted; empty where it says something else. */
    static Optional<Accepted> of(RunLine line) {
      boolean silence = line.outcome().equals("silence");
      return line.is(Kind.DECISION) && (silence || line.outcome().equals("accepted"))
          ? Optional.of(
              of(
                  line.subject(),
                  silence ? "" : line.fact("person"),
                  line.fact("answer"),
                  line.fact("came")))
          : Optional.empty();
    }

    /** The engine's own word, however it is written for people. */
    static String word(String answer) {
      return answer.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    private static String instant(String text) {
      try {
        return Instant.parse(text).toString();
      } catch (DateTimeException noInstant) {
        return text;
      }
    }

    String inWords() {
      return "the decision "
          + answer
          + " at gate "
          + gate
          + (person.isEmpty() ? ", by silence" : " by " + person)
          + " at "
          + came;
    }
  }
}
