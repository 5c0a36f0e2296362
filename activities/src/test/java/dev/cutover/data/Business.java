package dev.cutover.data;

import dev.cutover.activity.Database;
import dev.cutover.database.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The business on one side: writes at once, one transaction that stays open, and a probe. */
final class Business implements AutoCloseable {

  private final Database database;
  private final String table;
  private final Connection atOnce;
  private final Connection slow;
  private final LongConsumer accepted;
  private final Consumer<String> told;
  private boolean looked;
  private long pending;

  /**
   * @param accepted hears of each order that the database has taken
   */
  Business(
      Connections connections,
      Database database,
      String table,
      LongConsumer accepted,
      Consumer<String> told)
      throws SQLException {
    this.database = database;
    this.table = table;
    this.accepted = accepted;
    this.told = told;
    this.atOnce = connections.openAsBusiness(database.endpoint());
    this.slow = connections.openAsBusiness(database.endpoint());
    atOnce.setAutoCommit(false);
    slow.setAutoCommit(false);
  }

  void write(long order) throws SQLException {
    if (insert(atOnce, order)) {
      atOnce.commit();
      accepted.accept(order);
      told.accept(database.side() + " takes order " + order);
    }
  }

  /** Reads in the transaction that writes later: some databases then show it this moment. */
  void look() throws SQLException {
    if (pending == 0) {
      orders(slow);
      looked = true;
      told.accept(database.side() + " is looked at");
    }
  }

  /** The transaction that has looked writes and is done. */
  void writeAtLast(long order) throws SQLException {
    if (looked) {
      looked = false;
      begin(order);
      end();
    }
  }

  void begin(long order) throws SQLException {
    if (pending > 0) {
      return;
    }
    looked = false;
    if (insert(slow, order)) {
      pending = order;
      told.accept(database.side() + " is given order " + order);
    }
  }

  void end() throws SQLException {
    if (pending > 0) {
      slow.commit();
      accepted.accept(pending);
      told.accept(database.side() + " takes order " + pending + ", given before");
      pending = 0;
    }
  }

  boolean isBusy() {
    return pending > 0;
  }

  boolean isWritable() throws SQLException {
    boolean writable = insert(atOnce, -1);
    atOnce.rollback();
    return writable;
  }

  private boolean insert(Connection connection, long order) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " (order_id) VALUES (?)")) {
      insert.setLong(1, order);
      insert.executeUpdate();
      return true;
    } catch (SQLException refused) {
      connection.rollback();
      if (!String.valueOf(refused.getMessage()).contains("closed to the business")) {
        throw refused;
      }
      return false;
    }
  }

  Set<Long> orders() throws SQLException {
    Set<Long> there = orders(atOnce);
    atOnce.rollback();
    return there;
  }

  private Set<Long> orders(Connection connection) throws SQLException {
    Set<Long> there = new TreeSet<>();
    try (PreparedStatement select = connection.prepareStatement("SELECT order_id FROM " + table);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        there.add(rows.getLong(1));
      }
    }
    return there;
  }

  @Override
  public void close() throws SQLException {
    atOnce.close();
    slow.close();
  }
}
