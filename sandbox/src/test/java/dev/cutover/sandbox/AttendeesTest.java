package dev.cutover.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cutover.plan.Answer;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.starter.BadInput;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever brings a key of their own to a demo decides in it for themselves. */
final class AttendeesTest {

  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

  @TempDir private Path directory;

  @Test
  void theirKeyCountsInPlaceOfTheOneThatTheyArePlayedWith() throws IOException {
    Path roster = new People(oms()).roster(directory.resolve("roster"));
    List<String> played = Files.readAllLines(roster);

    attendees("taro-tanaka " + KEY).join(roster);

    List<String> lines = Files.readAllLines(roster);
    assertThat(lines).hasSameSizeAs(played).contains("taro-tanaka " + KEY);
    assertThat(lines).filteredOn(line -> line.startsWith("taro-tanaka")).hasSize(1);
    assertThat(lines).filteredOn(line -> line.startsWith("sato")).isSubsetOf(played);
  }

  @Test
  void nobodyAnswersForThemAndAllOthersAreAnsweredFor() throws IOException {
    Cast cast = attendees("taro-tanaka " + KEY).among(Scenario.CLEAN);

    assertThat(cast.answer(gate("taro-tanaka", "sato"))).isNull();
    assertThat(cast.answer(gate("sato"))).isEqualTo(Answer.APPROVE);
  }

  @Test
  void whereNobodyAttendsTheRosterStaysAsItIs() throws IOException {
    Path roster = new People(oms()).roster(directory.resolve("roster"));
    String before = Files.readString(roster);

    Attendees.NONE.join(roster);

    assertThat(roster).hasContent(before);
    assertThat(Attendees.NONE.invitation("127.0.0.1:7233", "oms-rehearsal-cutover")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "# nobody, has nobody's key",
    "taro-tanaka no key at all, has nobody's key",
    "'taro-tanaka namespaces=\"file\" ssh-ed25519 KEY', has nobody's key",
    "'taro ssh-ed25519 KEY', taro: not in the plan",
  })
  void aFileThatNamesNobodyOfThePlanIsRefused(String line, String says) {
    assertThatThrownBy(() -> attendees(line.replace("ssh-ed25519 KEY", KEY)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(says)
        .hasMessageContaining("the people are application-duty, ");
  }

  @Test
  void theRunIsAskedForBySomebodyWhoDoesNotAttend() throws IOException {
    List<String> all = People.requesters(oms());

    assertThat(Attendees.NONE.requester(oms())).contains(all.get(0));
    assertThat(attendees(all.get(0) + " " + KEY).requester(oms())).contains(all.get(1));
  }

  @Test
  void somebodyIsLeftToAskForTheRun() throws IOException {
    List<String> all = People.requesters(oms());
    Path everybody = new People(oms()).roster(directory.resolve("everybody"));

    assertThatThrownBy(() -> Attendees.of(everybody, oms()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("nobody is left to ask for the run")
        .hasMessageContaining("Leave one of them out: " + String.join(", ", all));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Attendees.of(directory.resolve("missing"), oms()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("can't be read");
  }

  private Attendees attendees(String line) throws IOException {
    return Attendees.of(Files.writeString(directory.resolve("allowed_signers"), line), oms());
  }

  private static OpenGate gate(String... people) {
    return new OpenGate(
        "go",
        "Begin?",
        "",
        List.of(Answer.APPROVE, Answer.REJECT),
        "migration-lead",
        List.of(people),
        1,
        List.of(),
        "n1",
        Instant.EPOCH,
        null,
        null,
        false,
        null);
  }

  private static Plan oms() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    return PlanReader.read("plans/oms.yaml", Files.readAllBytes(file)).plan();
  }
}
