package dev.cutover.database;

import dev.cutover.database.Fingerprint.CatalogQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases. Statements are for the engine's own account; those with
 * parameters say which.
 */
public interface Dialect {

  /**
   * The dialect of a JDBC URL; the only place that asks.
   *
   * @throws IllegalArgumentException for a URL of another database
   */
  static Dialect of(String url) {
    if (url.startsWith("jdbc:h2:")) {
      return new H2Dialect();
    } else if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:aws-wrapper:mysql:")) {
      return new MySqlDialect();
    } else if (url.startsWith("jdbc:oracle:")) {
      return new OracleDialect();
    }
    throw new IllegalArgumentException(
        "no dialect for this JDBC URL: known are jdbc:oracle, jdbc:mysql and jdbc:aws-wrapper:mysql"
            + " (MySQL, MariaDB, Aurora) and jdbc:h2");
  }

  /** Driver settings: every wait on the network has an end. */
  Properties driverProperties(Waits waits);

  /** Statement for each new session of the engine, where it needs one. */
  default @Nullable String sessionSettings() {
    return null;
  }

  String quote(String identifier);

  /** The full name of an engine table. */
  String engineTable(String name);

  /**
   * Statements that make the engine's tables, and fail where those that are there are not of this
   * build; each may fail because the table is there.
   */
  List<String> engineTables();

  /**
   * Whether a statement failed because of the row it writes: its values or a constraint. A full
   * disk, a missing grant, a lock that was not had or a lost connection say nothing of the row.
   */
  default boolean isRefusal(SQLException e) {
    for (Throwable part : e) {
      if (part instanceof SQLException cause && isOfTheRow(cause)) {
        return true;
      }
    }
    return false;
  }

  /** SQL states of class 22 are data exceptions, those of class 23 violated constraints. */
  default boolean isOfTheRow(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || state.startsWith("23");
  }

  /** Whether a statement failed because what it makes is there already. */
  boolean isAlreadyThere(SQLException e);

  /** The database's clock. Locks are held before it is read. */
  String clock();

  /** The clock plus as many milliseconds as the one parameter says. */
  String clockPlusMillis();

  /** Statements that make the journal trigger of a table, in place of an older one. */
  List<String> triggers(TableShape table, String engineUser);

  /**
   * Whether the journal trigger of a table is there, enabled, and fires for every kind of write.
   */
  boolean hasTriggers(Connection connection, TableShape table) throws SQLException;

  /** Statements that let the business account fire the triggers. */
  List<String> triggerGrants(String businessUser);

  /** Ends a SELECT that reads what is current and keeps it so until the transaction's end. */
  String lockingRead();

  /**
   * Ends a SELECT of a row that is changed next. It gives up after so many seconds where only the
   * statement itself can say so.
   */
  String rowLock(int seconds);

  /** Inserts a row or replaces the one with its key; one parameter a column. */
  String upsert(TableShape table);

  /**
   * Writes rows that are most likely new, in the running transaction and as fast as the database
   * can take them; those that are there are replaced.
   */
  default void load(Connection connection, TableShape table, List<@Nullable Object[]> rows)
      throws SQLException {
    Rows.upsert(connection, this, table, rows);
  }

  /** Whether a time of this type is an instant, which each session prints in its own zone. */
  default boolean isInstant(String typeName) {
    return false;
  }

  /** Leads from a column as it is stored to what its kind is; NULL stays NULL. */
  String plain(Column column, String expression);

  /** What stands for a column's value in VALUES. */
  default String placeholder(Column column) {
    return "?";
  }

  /** Binds a floating number with all its bits. */
  default void bindFloating(PreparedStatement statement, int index, double value)
      throws SQLException {
    statement.setDouble(index, value);
  }

  /** Binds bytes of any length. */
  default void bindLongBinary(PreparedStatement statement, int index, byte[] value)
      throws SQLException {
    statement.setBytes(index, value);
  }

  /** How many bytes of text a row's cells may be joined to. */
  default int longestText() {
    return Integer.MAX_VALUE;
  }

  /** Binds a text of any length. */
  default void bindLongText(PreparedStatement statement, int index, String text)
      throws SQLException {
    statement.setString(index, text);
  }

  /**
   * The injective text of a column's value under the plan's rule, NULL included; of what is long
   * its MD5 stands there. Not for kinds that are digested in Java.
   */
  String canonical(Column column, String expression);

  String concat(List<String> texts);

  /** The MD5 of a text in UTF-8, in lower case hexadecimal digits. */
  String digest(String text);

  /** The first 64 bits of the MD5 of a text in UTF-8, as a signed number. */
  String digestNumber(String text);

  /** The isolation level in which a transaction sees one moment of the database throughout. */
  default int snapshotIsolation() {
    return Connection.TRANSACTION_REPEATABLE_READ;
  }

  /** Deletes as many rows of a table as the one parameter says, whichever they are. */
  default String deleteSome(String table) {
    return "DELETE FROM " + table + limit();
  }

  /** Limits the rows of an ordered SELECT to the one parameter. */
  String limit();

  /** Ends an ordered SELECT that gives one row: the one behind as many as the parameter says. */
  default String nth() {
    return " OFFSET ? ROWS FETCH NEXT 1 ROWS ONLY";
  }

  /** Lets a SELECT give its rows as they are read, so that the driver never holds all of them. */
  default void stream(PreparedStatement select, int rows) throws SQLException {
    select.setFetchSize(rows);
  }

  /**
   * How to get at rows as the server has sent them, where a server sends equal values of one type
   * as equal bytes; null where there is no such way.
   */
  default SentRows.@Nullable Reader sentRows() {
    return null;
  }

  /** How many statements run in the whole server, where the engine may know; else empty. */
  default OptionalLong threadsRunning(Connection connection) throws SQLException {
    return OptionalLong.empty();
  }

  /** Makes statements give up a wait for a lock after so many seconds, where a session can. */
  void lockTimeout(Connection connection, int seconds) throws SQLException;

  /** Sessions with uncommitted writes to fenced tables, but for the engine's own. */
  List<OpenTransaction> openTransactions(Connection connection, String engineUser)
      throws SQLException;

  /** Whether a fence's move itself waits for them, so that none is left behind it. */
  boolean flipWaitsForWriters();

  /** Ends a session, whose transaction is rolled back; one that is gone already is no error. */
  void endSession(Connection connection, OpenTransaction transaction) throws SQLException;

  /**
   * The next value that a key generator would give: its sequence's, or the column's own.
   *
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION if there is no such generator
   */
  long nextKey(Connection connection, TableShape table, @Nullable String sequence)
      throws SQLException;

  /** Statement that makes a key generator go on at {@code next}. */
  String restart(TableShape table, @Nullable String sequence, long next);

  /** Whether an empty text is stored as NULL. */
  boolean emptyTextIsNull();

  /** Expression that identifies this very database. */
  String incarnation();

  /** What the catalog says of a table that no row written changes, for {@link Fingerprint}. */
  List<CatalogQuery> identity(Connection connection, TableShape table) throws SQLException;

  /** The catalog as the schema check reads it. */
  SchemaFacts schema();
}
