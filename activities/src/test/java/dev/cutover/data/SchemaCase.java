package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cutover.activity.Database;
import dev.cutover.activity.Databases;
import dev.cutover.activity.SchemaActivities.Finding;
import dev.cutover.activity.SchemaScope;
import dev.cutover.database.Connections;
import dev.cutover.endpoint.DatabaseEndpoint;
import dev.cutover.plan.Plan;
import dev.cutover.plan.PlanReader;
import dev.cutover.plan.SchemaFinding.About;
import dev.cutover.plan.Side;
import dev.cutover.schema.DatabaseSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with what both sides hold ({@code legacy.sql}, {@code target.sql}), the parts of a plan
 * that matter ({@code plan.yaml}; the rest is that of {@code plans/oms.yaml}), and the findings.
 */
final class SchemaCase implements AutoCloseable {

  private static final Path PLAN = Path.of("..", "plans", "oms.yaml");
  private static final Pattern SECTION = Pattern.compile("(?m)^(?=[a-z-]+:)");
  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\n");
  private static final String ORDERS_ALONE =
      "data:\n  chunk-rows: 1\n  parallel-shards: 1\n  tables:\n    - name: ORDERS\n";

  private final Connection owner;
  private final Connections connections;
  private final Path folder;
  final DatabaseSchema schema;
  final Databases databases =
      new Databases(
          new Database("oms", "rehearsal", Side.LEGACY, "legacy"),
          new Database("oms", "rehearsal", Side.TARGET, "target"));

  /** A new H2 on legacy, filled by the folder's script, and an empty target. */
  SchemaCase(Path folder, DatabaseEndpoint target) throws SQLException, IOException {
    this.folder = folder;
    String url = "jdbc:h2:mem:schema-" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1";
    DatabaseEndpoint legacy = new DatabaseEndpoint(url, "CUTOVER", "x", "CUTOVER", "x");
    connections = new Connections(new BothEndpoints(legacy, target));
    schema = new DatabaseSchema(connections, progress -> {});
    owner = DriverManager.getConnection(url, "CUTOVER", "x");
    run(owner, "CREATE SCHEMA OMS");
    run(owner, "SET SCHEMA OMS");
    script(owner, "legacy.sql");
  }

  /** The cases of a folder of test resources. */
  static Stream<Path> of(String resources) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src", "test", "resources", resources))) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  /** Checks that the folder's target gives the folder's findings, those of servers left out. */
  void assertFindings() throws SQLException, IOException {
    try (Connection connection = connections.open("target")) {
      script(connection, "target.sql");
    }
    String found =
        schema.check(databases, scope()).stream()
            .filter(finding -> finding.name().about() != About.SERVER)
            .map(SchemaCase::line)
            .collect(Collectors.joining());
    assertEquals(Files.readString(folder.resolve("expected.txt")), found, folder.toString());
  }

  static String line(Finding finding) {
    String waived = finding.waivedBy() == null ? "" : " (waived by " + finding.waivedBy() + ")";
    return finding.severity() + waived + " " + finding.words() + "\n";
  }

  void onTarget(List<String> statements) throws SQLException {
    try (Connection connection = connections.open("target")) {
      for (String sql : statements) {
        run(connection, sql);
      }
    }
  }

  SchemaScope scope() throws IOException {
    Path own = folder.resolve("plan.yaml");
    String part = Files.exists(own) ? Files.readString(own) : ORDERS_ALONE;
    List<String> taken = Arrays.stream(SECTION.split(part, -1)).map(SchemaCase::key).toList();
    String rest =
        Arrays.stream(SECTION.split(Files.readString(PLAN), -1))
            .filter(section -> section.matches("(?s)[a-z-]+:.*"))
            .filter(section -> !taken.contains(key(section)))
            .collect(Collectors.joining());
    PlanReader.Result read =
        PlanReader.read("plan.yaml", (part + rest).getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), read.errors(), folder.toString());
    Plan plan = read.plan();
    return new SchemaScope(plan.data().tables(), plan.data().waivers(), plan.outOfScope());
  }

  private static String key(String section) {
    return section.substring(0, section.indexOf(':'));
  }

  private void script(Connection connection, String name) throws SQLException, IOException {
    for (String sql : STATEMENT_END.split(Files.readString(folder.resolve(name)), -1)) {
      if (!sql.isBlank()) {
        run(connection, sql);
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    if (!sql.startsWith("--")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connections.close();
    run(owner, "SHUTDOWN IMMEDIATELY");
  }
}
