package dev.cutover.sandbox;

import java.sql.Connection;
import java.sql.SQLException;

/** One side's database as the sandbox runs it. */
interface SideDatabase extends AutoCloseable {

  String url();

  /** The engine's account, also used by a hand outside the engine. */
  Account engine();

  /** The account of the application, the batch jobs and everybody else. */
  Account business();

  Connection open(Account account) throws SQLException;

  @Override
  void close();

  /** An account of a database. */
  record Account(String user, String password) {}
}
