package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A real MySQL by {@code ops/mysql97}, one for the whole test run; for tests of mysql-server. */
final class MySqlServer {

  private static final String USER = "cutover";
  private static final String BUSINESS = "oms_app";

  private MySqlServer() {}

  /** Skips the test where there is no MySQL; fails it if parts are required. */
  static void require() {
    String missing = "MySQL did not start: " + Running.COMPLAINT;
    if (Boolean.getBoolean("cutover.require-parts")) {
      Assertions.assertTrue(Running.COMPLAINT.isEmpty(), missing);
    }
    Assumptions.assumeTrue(Running.COMPLAINT.isEmpty(), missing);
  }

  /** A new database; texts are compared by their bytes, trailing blanks and all. */
  static DatabaseEndpoint database() throws SQLException {
    require();
    String name = "oms_" + UUID.randomUUID().toString().replace("-", "");
    String password = Running.password();
    DatabaseEndpoint endpoint = new DatabaseEndpoint(url(name), USER, password, USER, password);
    try (Connection connection = DriverManager.getConnection(url("mysql"), USER, password);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin");
    }
    return endpoint;
  }

  /** A new database with the business tables, and an account of the business. */
  static DatabaseEndpoint sides() throws SQLException {
    DatabaseEndpoint engine = database();
    Target.layTables(engine);
    try (Connection connection =
            DriverManager.getConnection(engine.url(), engine.user(), engine.password());
        Statement statement = connection.createStatement()) {
      String account = BUSINESS + "@'%'";
      statement.execute(
          "CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY '" + engine.password() + "'");
      statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON *.* TO " + account);
    }
    return new DatabaseEndpoint(
        engine.url(), engine.user(), engine.password(), BUSINESS, engine.password());
  }

  private static String url(String database) {
    return "jdbc:mysql://127.0.0.1:"
        + Running.PORT
        + "/"
        + database
        + "?allowPublicKeyRetrieval=true&sslMode=DISABLED";
  }

  /** The server, started when it is first asked for and stopped with the virtual machine. */
  private static final class Running {

    private static final Path DIRECTORY = directory();
    static final int PORT = port();

    /** Why there is none; empty if there is. */
    static final String COMPLAINT = start();

    private static String start() {
      Path script = Path.of("..", "ops", "mysql97");
      if (!Files.isExecutable(script)) {
        return "there is no script " + script;
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(DIRECTORY, script.toString())));
      return run(DIRECTORY, script.toString(), "start");
    }

    private static Path directory() {
      try {
        return Files.createTempDirectory("cutover-mysql");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The script makes one when it lays the data. */
    static String password() {
      try {
        return Files.readString(DIRECTORY.resolve("password")).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(Path directory, String script) {
      run(directory, script, "stop");
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Its complaint, empty if it ended well. */
    private static String run(Path directory, String script, String command) {
      try {
        // The server keeps its end of a pipe for as long as it runs: a file has an end.
        Path log = directory.resolveSibling(directory.getFileName() + "-" + command + ".log");
        Process process =
            new ProcessBuilder(script, command, directory.toString(), String.valueOf(PORT))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = process.waitFor();
        String words = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        return code == 0 ? "" : words.strip();
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "interrupted";
      }
    }

    private static int port() {
      try {
        return FreePort.pick();
      } catch (IOException e) {
        throw new IllegalStateException("no free port: " + e.getMessage(), e);
      }
    }
  }
}
