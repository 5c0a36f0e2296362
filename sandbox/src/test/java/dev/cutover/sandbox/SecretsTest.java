package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.Side;
import dev.cutover.sandbox.fault.FaultCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever goes wrong, no secret and no row's value is in what a run leaves behind: histories,
 * logs, notices, report, terminal, process arguments.
 */
@Tag("temporal-server")
final class SecretsTest {

  private static final Set<String> LEFT_BEHIND =
      Set.of("temporal.db", "temporal.db-wal", "temporal.log", "worker.log");

  @TempDir private Path reports;

  @Test
  void whereTheDatabasesDiffer() throws IOException, SQLException {
    assertEquals(Map.of(), found(Scenario.INTEGRITY_ERRORS));
  }

  /** No order is lost meanwhile; what else may happen is tried by bench/faults. */
  @Test
  void whereConnectionsBreakWorkersDieAndSomebodyTerminatesTheRun()
      throws IOException, SQLException {
    assertEquals(
        Map.of(),
        found(
            Scenario.CLEAN,
            "cut-target@final-delta",
            "kill-worker@compare",
            "terminate@switch-fence"));
  }

  /** Each value that was found, and where. */
  private Map<String, String> found(Scenario scenario, String... faults)
      throws IOException, SQLException {
    boolean there = TemporalProgram.find().isPresent();
    String missing = "the program temporal is not on the PATH";
    assumeTrue(there || Boolean.getBoolean("cutover.require-parts"), missing);
    assertTrue(there, missing);
    Troubles troubles = new Troubles(Stream.of(faults).map(FaultCases::planned).toList());
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    Map<String, String> found = new LinkedHashMap<>();
    DemoResult end =
        new Demo(oms(), scenario, troubles, Attendees.NONE, out, out, 0)
            .run(
                1_000,
                TemporalServer.Kind.FOUND,
                reports,
                (world, result) -> {
                  Map<String, String> left = leftBehind(world, result);
                  left.put("the terminal", terminal.toString(StandardCharsets.UTF_8));
                  assertTrue(
                      left.getOrDefault("temporal.db", "").contains("CUSTOMERS"),
                      "the search finds nothing");
                  secrets(world)
                      .forEach(
                          secret ->
                              left.forEach(
                                  (where, text) -> {
                                    if (text.contains(secret)) {
                                      found.put(secret, where);
                                    }
                                  }));
                });
    assertEquals(List.of(), end.problems(), () -> String.join("\n", end.trail()));
    assertTrue(end.faults().stream().allMatch(FaultSeen::happened));
    return found;
  }

  private static Map<String, String> leftBehind(World world, DemoResult result) throws IOException {
    Map<String, String> left = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(world.directory())) {
      for (Path file :
          files.filter(file -> LEFT_BEHIND.contains(file.getFileName().toString())).toList()) {
        // Whatever is no text, the text in between stays what it is.
        left.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    left.merge("temporal.db", left.getOrDefault("temporal.db-wal", ""), String::concat);
    left.put("the report", Files.readString(Path.of(result.report())));
    left.put("the result", new ObjectMapper().writeValueAsString(result));
    left.put("notices", String.join("\n", world.notices));
    left.put(
        "arguments of programs",
        ProcessHandle.current()
            .descendants()
            .map(program -> program.info().commandLine().orElse(""))
            .collect(Collectors.joining("\n")));
    return left;
  }

  private static List<String> secrets(World world) throws IOException {
    Stream.Builder<String> secrets = Stream.builder();
    for (Side side : Side.values()) {
      DatabaseEndpoint database = world.database(world.bindings().of(side).database());
      secrets.add(database.password()).add(database.businessPassword());
    }
    secrets.add(world.dns(world.dnsEndpoint()).keySecret());
    world.services().values().stream()
        .map(service -> service.token())
        .filter(token -> token != null)
        .forEach(secrets::add);
    try (Stream<Path> keys = Files.list(world.keys())) {
      for (Path key : keys.toList()) {
        Files.readAllLines(key).stream().filter(line -> line.length() > 60).forEach(secrets::add);
      }
    }
    rowValues(world).forEach(secrets::add);
    return secrets.build().distinct().toList();
  }

  /** Texts that no plan and no program has in it by itself. */
  private static List<String> rowValues(World world) {
    List<String> values = new ArrayList<>();
    try (Connection connection = world.legacyDatabase.open(world.legacyDatabase.business());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT NAME FROM OMS.CUSTOMERS UNION SELECT DISTINCT KANA FROM"
                    + " OMS.CUSTOMERS UNION SELECT DISTINCT EMAIL FROM OMS.CUSTOMERS UNION SELECT"
                    + " DISTINCT ADDRESS FROM OMS.CUSTOMERS UNION SELECT DISTINCT NOTE FROM"
                    + " OMS.ORDERS UNION SELECT DISTINCT REFERENCE FROM OMS.ORDERS")) {
      while (rows.next()) {
        String value = rows.getString(1);
        if (value != null && value.length() > 3) {
          values.add(value);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    assertTrue(values.size() > 1_000, () -> values.size() + " values to look for");
    return values;
  }

  private static Plan oms() throws IOException {
    Path file = Path.of("..", "plans", "oms.yaml");
    return PlanReader.read("plans/oms.yaml", Files.readAllBytes(file)).plan();
  }
}
