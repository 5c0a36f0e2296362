package dev.cutover.data;

import static dev.cutover.data.TwoDatabases.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cutover.activity.FailureType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;

/** A move of the fence that waits in vain for an application's open transaction. */
record HeldUp(GrantedSide side, Runnable move) {

  /** What is said of whom it waits for. */
  String told() throws SQLException {
    try (Connection open = open()) {
      String told = givesUp();
      open.rollback();
      return told;
    }
  }

  /** The application is named, ended, and no longer in the way. */
  void goesOnBehind(Supplier<List<String>> endSessions) throws SQLException {
    try (Connection open = open()) {
      String told = givesUp();
      assertTrue(told.contains(side.application()), told);
      assertEquals(1, endSessions.get().size());
      move.run();
      assertThrows(SQLException.class, open::commit);
    }
  }

  private Connection open() throws SQLException {
    Connection open = side.asApplication();
    open.setAutoCommit(false);
    try (Statement write = open.createStatement()) {
      write.executeUpdate("INSERT INTO stock VALUES ('held', 1, 1)");
    }
    return open;
  }

  private String givesUp() {
    return assertFails(FailureType.DRAIN_TIMEOUT, move::run).getOriginalMessage();
  }
}
