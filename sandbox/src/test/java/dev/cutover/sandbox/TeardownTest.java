package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What goes down with the sandbox, and in which order. */
final class TeardownTest {

  @Test
  void whatWasStartedLastGoesDownFirstAndOneThatFailsHoldsUpNobody() {
    List<String> gone = new ArrayList<>();
    Teardown teardown = new Teardown();
    teardown.add(() -> gone.add("directory"));
    teardown.add(
        () -> {
          throw new IllegalStateException("said by a part that does not stop");
        });
    teardown.add(() -> gone.add("program"));

    teardown.close();
    teardown.close();

    assertEquals(List.of("program", "directory"), gone);
  }

  @Test
  void nothingIsStartedAfterTheEndAndWhatComesTooLateGoesDownAtOnce() {
    List<String> gone = new ArrayList<>();
    Teardown teardown = new Teardown();
    teardown.close();

    assertThrows(IllegalStateException.class, () -> teardown.add(() -> gone.add("too late")));
    assertThrows(
        IllegalStateException.class,
        () -> teardown.start(() -> () -> gone.add("was never started")));
    assertEquals(List.of("too late"), gone);
  }

  @Test
  void aStartThatIsCutShortEndsTheProgramThatWasBeingStarted() throws Exception {
    TemporaryDirectory directory = new TemporaryDirectory("cutover-test-");
    Path file = Files.writeString(directory.path().resolve("file"), "text");
    Startup startup = new Startup(directory.path());
    CountDownLatch begun = new CountDownLatch(1);
    Future<Process> program =
        startup.begin(
            () -> {
              Process tail = new ProcessBuilder("tail", "-f", file.toString()).start();
              begun.countDown();
              tail.waitFor();
              return tail;
            });
    assertTrue(begun.await(1, TimeUnit.MINUTES));

    startup.close();
    directory.close();

    assertTrue(program.isDone());
    assertFalse(Files.exists(directory.path()));
    assertTrue(
        ProcessHandle.current()
            .children()
            .noneMatch(child -> child.info().commandLine().orElse("").contains(file.toString())));
  }
}
