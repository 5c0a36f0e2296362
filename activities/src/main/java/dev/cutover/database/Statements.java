package dev.cutover.database;

import java.sql.SQLException;

/** What an activity asks of databases. */
@FunctionalInterface
public interface Statements<T> {

  T run() throws SQLException;

  /**
   * Runs them for an activity, which Temporal tries again.
   *
   * @param doing what fails, for people to read
   * @throws IllegalStateException with the database's complaint, and no value of a row
   */
  static <T> T run(String doing, Statements<T> statements) {
    try {
      return statements.run();
    } catch (SQLException e) {
      throw Complaint.failure(doing, e);
    }
  }
}
