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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A MySQL of its own by {@code ops/mysql97}, on data that go with it. */
final class MySqlProgram implements AutoCloseable {

  private static final String USER = "cutover";
  private static final String BUSINESS = "oms_app";
  private static final Path SCRIPT = Path.of("..", "ops", "mysql97");

  private final Path directory;
  private final int port;
  private final Map<String, String> environment;

  /**
   * @param environment what the server's process is given beside this one's
   */
  MySqlProgram(Map<String, String> environment) {
    this.environment = environment;
    try {
      directory = Files.createTempDirectory("cutover-mysql");
      port = FreePort.pick();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why it did not start; empty if it did. */
  String start(String... options) {
    // A test that fails before it has anything to close leaves no server behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    return Files.isExecutable(SCRIPT) ? run("start", options) : "there is no script " + SCRIPT;
  }

  /** A new database; texts are compared by their bytes, trailing blanks and all. */
  DatabaseEndpoint database() throws SQLException {
    String name = "oms_" + UUID.randomUUID().toString().replace("-", "");
    String password = password();
    try (Connection connection = DriverManager.getConnection(url("mysql"), USER, password);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin");
    }
    return new DatabaseEndpoint(url(name), USER, password, USER, password);
  }

  /** A new database with the business tables, and an account of the business. */
  DatabaseEndpoint sides() throws SQLException {
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

  private String url(String database) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?allowPublicKeyRetrieval=true&sslMode=DISABLED";
  }

  /** The script makes one when it lays the data. */
  private String password() {
    try {
      return Files.readString(directory.resolve("password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String run(String command, String... options) {
    try {
      // The server keeps its end of a pipe for as long as it runs: a file has an end.
      Path log = directory.resolveSibling(directory.getFileName() + "-" + command + ".log");
      ProcessBuilder script =
          new ProcessBuilder(SCRIPT.toString(), command, directory.toString(), String.valueOf(port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      script.command().addAll(List.of(options));
      script.environment().putAll(environment);
      int code = script.start().waitFor();
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

  @Override
  public void close() {
    if (!Files.exists(directory)) {
      return;
    }
    run("stop");
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
