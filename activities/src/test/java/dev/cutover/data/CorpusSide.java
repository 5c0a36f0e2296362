package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** A database of one side of a pair, on a real server, in which the corpus lays its tables. */
final class CorpusSide implements AutoCloseable {

  /** The servers that are at hand, with which of a case's two types each takes. */
  enum Server {
    H2(0),
    MARIADB(1),
    MYSQL(1);

    final int typeIndex;

    Server(int typeIndex) {
      this.typeIndex = typeIndex;
    }
  }

  private final Server server;
  private final AutoCloseable running;
  final DatabaseEndpoint endpoint;

  CorpusSide(Server server) throws SQLException {
    this.server = server;
    if (server == Server.H2) {
      Legacy h2 = new Legacy();
      this.running = h2;
      this.endpoint = h2.endpoint;
    } else {
      this.running = () -> {};
      this.endpoint = server == Server.MARIADB ? new Target().endpoint : MySqlServer.database();
    }
  }

  String quoted(String name) {
    return server == Server.H2
        ? '"' + name.replace("\"", "\"\"") + '"'
        : '`' + name.replace("`", "``") + '`';
  }

  /** The full name of a table. */
  String table(String name) {
    return (server == Server.H2 ? "OMS." : "") + quoted(name);
  }

  /** Lays a case's table with the rows of one side. */
  void lay(Connection connection, CorpusCase given, boolean legacy) throws SQLException {
    String columns =
        given.columns().entrySet().stream()
            .map(column -> quoted(column.getKey()) + " " + type(column.getValue()))
            .collect(Collectors.joining(", "));
    String key = given.key().stream().map(this::quoted).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      literalBackslashes(statement);
      statement.execute(
          "CREATE TABLE "
              + table(given.table())
              + " ("
              + columns
              + (key.isEmpty() ? "" : ", PRIMARY KEY (" + key + ")")
              + ")");
      for (String row : legacy ? given.legacy() : given.target()) {
        statement.execute("INSERT INTO " + table(given.table()) + " VALUES (" + row + ")");
      }
      engineSettings(statement);
    }
  }

  /** So that a literal means the same to every database. */
  void literalBackslashes(Statement statement) throws SQLException {
    if (server != Server.H2) {
      statement.execute("SET @engine_mode = @@sql_mode");
      statement.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')");
    }
  }

  /** The connection goes back to the engine as it came. */
  void engineSettings(Statement statement) throws SQLException {
    if (server != Server.H2) {
      statement.execute("SET SESSION sql_mode = @engine_mode");
    }
  }

  private String type(CorpusCase.Types types) {
    return server.typeIndex == 0 ? types.oracle() : types.mysql();
  }

  @Override
  public void close() throws SQLException {
    try {
      running.close();
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
