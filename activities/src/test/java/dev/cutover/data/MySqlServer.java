package dev.cutover.data;

import dev.cutover.endpoint.DatabaseEndpoint;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A real MySQL by {@code ops/mysql97}, one for the whole test run; for tests of mysql-server. */
final class MySqlServer {

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
    return Running.PROGRAM.database();
  }

  /** A new database with the business tables, and an account of the business. */
  static DatabaseEndpoint sides() throws SQLException {
    require();
    return Running.PROGRAM.sides();
  }

  /** The server, started when it is first asked for and stopped with the virtual machine. */
  private static final class Running {

    static final MySqlProgram PROGRAM = new MySqlProgram(Map.of());

    /** Why there is none; empty if there is. */
    static final String COMPLAINT = PROGRAM.start();
  }
}
