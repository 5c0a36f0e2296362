package dev.cutover.data;

import static org.junit.jupiter.api.Assertions.fail;

import dev.cutover.endpoint.DatabaseEndpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/**
 * The one MySQL of this test run, started by {@code ops/mysql97} when it is first asked for. Where
 * its program can't be had, tests that need it are skipped, or fail if they must not be.
 */
final class MySqlServer {

  private static final Path SCRIPT = Path.of("..", "ops", "mysql97").toAbsolutePath().normalize();

  private MySqlServer() {}

  /** Ends the test here if there is no server. */
  static void require() {
    if (Running.FAILURE.isEmpty()) {
      return;
    } else if (Boolean.getBoolean("cutover.require-parts")) {
      fail(Running.FAILURE);
    }
    Assumptions.abort(Running.FAILURE);
  }

  /** A database of its own; texts are compared by their bytes, trailing blanks and all. */
  static DatabaseEndpoint newDatabase() throws SQLException {
    String name = "oms_" + UUID.randomUUID().toString().replace("-", "");
    String options = "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    String server = "jdbc:mysql://127.0.0.1:" + Running.PORT + "/";
    try (Connection connection =
            DriverManager.getConnection(server + options, "cutover", Running.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin");
    }
    return new DatabaseEndpoint(
        server + name + options, "cutover", Running.PASSWORD, "cutover", Running.PASSWORD);
  }

  private static final class Running {

    static final String PORT = freePort();
    static final Path DIRECTORY = directory();
    static final String FAILURE = start();
    static final String PASSWORD = password();

    private static String start() {
      try {
        if (script("start").waitFor() != 0) {
          return "no MySQL to test with: " + Files.readString(said()).strip();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(Running::stop));
        return "";
      } catch (IOException e) {
        return "no MySQL to test with: " + e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "interrupted";
      }
    }

    private static void stop() {
      try {
        script("stop").waitFor();
      } catch (IOException | InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static Process script(String command) throws IOException {
      return new ProcessBuilder(SCRIPT.toString(), command, DIRECTORY.toString(), PORT)
          .redirectErrorStream(true)
          .redirectOutput(said().toFile())
          .start();
    }

    /** A pipe would stay open for as long as the server runs. */
    private static Path said() {
      return DIRECTORY.resolve("said.txt");
    }

    private static Path directory() {
      try {
        return Files.createTempDirectory("cutover-mysql");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String password() {
      try {
        return FAILURE.isEmpty() ? Files.readString(DIRECTORY.resolve("password")).strip() : "";
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String freePort() {
      try (ServerSocket socket = new ServerSocket(0)) {
        return String.valueOf(socket.getLocalPort());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
