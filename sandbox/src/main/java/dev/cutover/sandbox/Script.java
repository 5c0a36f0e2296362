package dev.cutover.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Runs a SQL script that lies beside this class; a statement a line. */
final class Script {

  private Script() {}

  static void run(Connection connection, String name) throws SQLException {
    try (InputStream in = Script.class.getResourceAsStream(name);
        Statement statement = connection.createStatement()) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
        statement.execute(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
