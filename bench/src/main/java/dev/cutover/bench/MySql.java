package dev.cutover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A server that {@code ops/mysql97} has started, as the account that it made. */
record MySql(Path directory, int port) {

  static final String ACCOUNT = "cutover";

  /** Reads {@code DIR:PORT}. */
  static MySql of(String text) {
    int colon = text.lastIndexOf(':');
    return new MySql(
        Path.of(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return directory + ":" + port;
  }

  String password() {
    try {
      return Files.readString(directory.resolve("password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String database) {
    return url(database, port);
  }

  /** The same server behind another port of this machine. */
  static String url(String database, int port) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), ACCOUNT, password());
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first cell of a SELECT. */
  String cell(String select) throws SQLException {
    try (Connection connection = connect("");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  long count(String what) throws SQLException {
    return Long.parseLong(cell("SELECT COUNT(*) FROM " + what));
  }
}
