package dev.cutover.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cutover plan grants}, with every kind of database that the program knows. */
final class GrantsCommandTest {

  private static final Path OMS = Path.of("..", "plans", "oms.yaml");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int grants(Path plan, String... options) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(
        Stream.concat(Stream.of("plan", "grants", plan.toString()), Arrays.stream(options))
            .toArray(String[]::new));
  }

  @Test
  void eachSideIsPrintedForTheDatabaseThatThePlanDescribes() {
    assertEquals(ExitCode.DONE, grants(OMS));

    String printed = out.toString();
    String oracle = "-- Legacy of oms, Oracle: oms-legacy-db-rehearsal, oms-legacy-db-production.";
    String mysql = "-- Target of oms, MySQL: oms-target-db-rehearsal, oms-target-db-production.";
    assertTrue(printed.startsWith(oracle), printed);
    assertTrue(printed.contains("\n" + mysql), printed);
    assertTrue(printed.contains(" ON <schema>.\"ORDERS\" TO <engine>;"), printed);
    assertTrue(printed.contains(" ON `<schema>`.`orders` TO <engine>;"), printed);
    assertEquals("", err.toString());
  }

  @Test
  void oneSideOfOneEnvironmentIsPrintedAlone() {
    assertEquals(ExitCode.DONE, grants(OMS, "--side", "target", "--environment", "production"));

    assertTrue(out.toString().startsWith("-- Target of oms, MySQL: oms-target-db-production."));
    assertFalse(out.toString().contains("Legacy of"));
  }

  @Test
  void whoeverKnowsBetterSaysWhatTheDatabaseIs() {
    assertEquals(ExitCode.DONE, grants(OMS, "--legacy", "h2", "--target", "mariadb"));

    assertTrue(out.toString().startsWith("-- Legacy of oms, H2: "));
    assertTrue(out.toString().contains("\n-- Target of oms, MariaDB: "));
  }

  @Test
  void aPlanWithMistakesIsBadInputThatNamesAllOfThem(@TempDir Path directory) throws IOException {
    Path plan = directory.resolve("plan.yaml");
    Files.writeString(
        plan,
        Files.readString(OMS)
            .replace("chunk-rows: 10000", "chunk-rows: 0")
            .replace("parallel-shards: 2", "parallel-shards: 0"));

    assertEquals(ExitCode.BAD_INPUT, grants(plan));

    assertEquals(2, err.toString().lines().count(), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void aSideThatDescribesNoDatabaseIsAskedFor(@TempDir Path directory) throws IOException {
    Path plan = directory.resolve("plan.yaml");
    Files.writeString(plan, Files.readString(OMS).replace("Oracle database", "Database"));

    assertEquals(ExitCode.BAD_INPUT, grants(plan));

    assertEquals(
        "sides.legacy.components name no kind of database: say --legacy KIND, which is one of h2,"
            + " mariadb, mysql, oracle\n",
        err.toString());
    assertEquals(ExitCode.DONE, grants(plan, "--legacy", "mysql"));
  }

  @Test
  void aSideThatDescribesTwoDatabasesIsAskedFor(@TempDir Path directory) throws IOException {
    Path plan = directory.resolve("plan.yaml");
    Files.writeString(
        plan, Files.readString(OMS).replace("Batch (AWS Batch)", "Batch (on Oracle Linux)"));

    assertEquals(ExitCode.BAD_INPUT, grants(plan));

    assertTrue(
        err.toString().startsWith("sides.target.components name mysql, oracle: say --target KIND"),
        err::toString);
  }

  @Test
  void anOptionThatMeansNothingIsBadInput() {
    assertEquals(ExitCode.BAD_INPUT, grants(OMS, "--legacy", "db2"));
    assertEquals(ExitCode.BAD_INPUT, grants(OMS, "--side", "left"));
    assertEquals(ExitCode.BAD_INPUT, grants(OMS, "--environment", "test"));

    assertEquals(
        """
        --legacy db2: known are h2, mariadb, mysql, oracle
        --side left: there are legacy and target
        environment test is not in the plan, which has [production, rehearsal]
        """,
        err.toString());
  }
}
