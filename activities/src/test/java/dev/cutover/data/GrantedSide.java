package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/**
 * A database with the business tables, whose engine has what a printed script gives it, and nothing
 * else. An application writes there, with an account of its own.
 */
final class GrantedSide {

  private final DatabaseEndpoint administrator;
  private final String number = UUID.randomUUID().toString().substring(0, 8);
  private final String password = UUID.randomUUID().toString();
  private final Map<String, String> names;

  /** What the engine is told. */
  final DatabaseEndpoint endpoint;

  /**
   * @param administrator of a database without a table
   */
  GrantedSide(DatabaseEndpoint administrator) throws SQLException {
    this.administrator = administrator;
    this.endpoint =
        new DatabaseEndpoint(
            administrator.url(), "engine_" + number, password, "proof_" + number, password);
    this.names =
        Map.of(
            "<schema>",
            schema(),
            "<engine>",
            account(endpoint.user()),
            "<engine_password>",
            "'" + password + "'",
            "<business>",
            account(endpoint.businessUser()),
            "<application>",
            account(application()));
    Target.layTables(administrator);
    administer(
        "CREATE USER <business> IDENTIFIED BY <engine_password>",
        "CREATE USER <application> IDENTIFIED BY <engine_password>",
        writes("orders"),
        writes("stock"),
        writes("shifts"));
  }

  private static String writes(String table) {
    return "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO <application>";
  }

  private static String account(String user) {
    return user + "@'%'";
  }

  /** The application's account. */
  String application() {
    return "app_" + number;
  }

  private String schema() throws SQLException {
    try (Connection connection = asAdministrator()) {
      return connection.getCatalog();
    }
  }

  /** Runs a script as a client does: all but its comments. */
  void run(String script) throws SQLException {
    administer(
        script
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("--"))
            .map(line -> line.substring(0, line.length() - 1))
            .toArray(String[]::new));
  }

  /** Statements of whoever runs the server, their placeholders replaced. */
  void administer(String... statements) throws SQLException {
    try (Connection connection = asAdministrator()) {
      for (String sql : statements) {
        execute(connection, filled(sql));
      }
    }
  }

  String filled(String sql) {
    String filled = sql;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace(name.getKey(), name.getValue());
    }
    return filled;
  }

  private Connection asAdministrator() throws SQLException {
    return DriverManager.getConnection(
        administrator.url(), administrator.user(), administrator.password());
  }

  /** A session of the application. */
  Connection asApplication() throws SQLException {
    return DriverManager.getConnection(administrator.url(), application(), password);
  }

  /** Statements of the application. */
  void write(String... statements) throws SQLException {
    try (Connection connection = asApplication()) {
      for (String sql : statements) {
        execute(connection, sql);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
