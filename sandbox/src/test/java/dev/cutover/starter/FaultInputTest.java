package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FaultInputTest {

  @ParameterizedTest
  @ValueSource(strings = {"nonsense@x", "kill-worker@x", "kill-worker", "@", "dns-zombie@compare"})
  void aFaultThatCannotBeIsBadInputBeforeAnythingStarts(String fault) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(said, true));

    assertEquals(ExitCode.BAD_INPUT, line.execute("demo", "--fault", fault));
    assertTrue(said.toString().startsWith("--fault " + fault + ": "), said::toString);
    assertEquals(1, said.toString().lines().count(), said::toString);
  }
}
