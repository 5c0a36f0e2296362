package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Who asks for a run is known before anything is started. */
final class RunInputTest {

  @ParameterizedTest
  @CsvSource({
    "start plan.yaml, --as PERSON --key FILE are needed",
    "start plan.yaml --as sato, --as PERSON --key FILE are needed",
    "start plan.yaml --reason x, --as PERSON --key FILE are needed",
    "start plan.yaml --as sato --key nowhere, nowhere: can",
    "rehearse plan.yaml --as sato, --as PERSON and --key FILE go together",
    "rehearse plan.yaml --key nowhere, --as PERSON and --key FILE go together",
    "rehearse plan.yaml --reason x, --reason belongs to --as PERSON --key FILE",
    "rehearse plan.yaml --as sato --key nowhere, nowhere: can",
    "rehearse plan.yaml, plan.yaml: no such file"
  })
  void isBadInputWithWhatToDo(String command, String says) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(said, true));

    assertEquals(ExitCode.BAD_INPUT, line.execute(command.split(" ", -1)));
    assertTrue(said.toString().startsWith(says), said::toString);
    assertEquals(1, said.toString().lines().count(), said::toString);
  }
}
