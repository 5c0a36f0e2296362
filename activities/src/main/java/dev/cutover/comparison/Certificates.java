package dev.cutover.comparison;

import dev.cutover.activity.Databases;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.comparison.Digests.Sum;
import dev.cutover.database.Again;
import dev.cutover.database.Connections;
import dev.cutover.database.Dialect;
import dev.cutover.database.KeyRange;
import dev.cutover.database.Transaction;
import dev.cutover.plan.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which shards of a table were found equal. A certificate says: at one moment every row of the
 * shard was the same on both sides, but for keys that are marked as changed. Triggers mark what
 * changes later, so that a frozen table needs no more than its marked keys compared. What triggers
 * can't see voids it: the two sides' {@link Prints} say whether the tables, their triggers and
 * their databases are the ones of that moment, and a seal, written on both sides with each
 * certificate, whether one of them was restored to an earlier moment since.
 */
final class Certificates {

  private final Connections connections;
  private final Databases databases;
  private final Table table;

  Certificates(Connections connections, Databases databases, Table table) {
    this.connections = connections;
    this.databases = databases;
    this.table = table;
  }

  /** The laid shards in the order of their certificates' age; those without one come first. */
  List<Certificate> read(String prints) throws SQLException {
    Map<Integer, String> seals = seals();
    Dialect dialect = legacy();
    List<Certificate> certificates = new ArrayList<>();
    try (Connection connection = connections.open(databases.legacy().endpoint());
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT shard, from_key, to_key, estimated, digests, prints, seal FROM "
                    + dialect.engineTable("certificate")
                    + " WHERE tab = ? ORDER BY made_at, shard")) {
      select.setString(1, name());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          int number = row.getInt(1);
          Shard shard =
              new Shard(table, number, row.getString(2), row.getString(3), row.getLong(4));
          String seal = row.getString(7);
          boolean valid =
              seal != null && seal.equals(seals.get(number)) && prints.equals(row.getString(6));
          certificates.add(
              new Certificate(shard, valid ? new BigInteger(row.getString(5), 16) : null));
        }
      }
    }
    return certificates;
  }

  private Map<Integer, String> seals() throws SQLException {
    Map<Integer, String> seals = new HashMap<>();
    try (Connection connection = connections.open(databases.target().endpoint());
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT shard, seal FROM " + target().engineTable("seal") + " WHERE tab = ?")) {
      select.setString(1, name());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          seals.put(row.getInt(1), row.getString(2));
        }
      }
    }
    return seals;
  }

  /** Lays new shards in place of others, none of them certified. */
  List<Shard> lay(List<KeyRange> ranges) throws SQLException {
    List<Shard> shards = new ArrayList<>();
    String store = legacy().engineTable("certificate");
    try (Connection connection = connections.open(databases.legacy().endpoint());
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + store + " WHERE tab = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO "
                    + store
                    + " (tab, shard, from_key, to_key, estimated) VALUES (?, ?, ?, ?, ?)")) {
      try (Transaction transaction = Transaction.begin(connection)) {
        delete.setString(1, name());
        delete.executeUpdate();
        for (KeyRange range : ranges) {
          shards.add(new Shard(table, shards.size() + 1, range.from(), range.to(), range.rows()));
          insert.setString(1, name());
          insert.setInt(2, shards.size());
          insert.setString(3, range.from());
          insert.setString(4, range.to());
          insert.setLong(5, range.rows());
          insert.addBatch();
        }
        insert.executeBatch();
        transaction.commit();
      }
    }
    return shards;
  }

  /**
   * Certifies a shard. The seal is written on the target first: were this to end half-way, the two
   * would differ and nothing would be certified. Only then do the marks go that it covers, all of
   * which were read in the very snapshots that were compared.
   */
  void grant(Shard shard, Sum sum, String prints, Covered covered) throws SQLException {
    String seal = UUID.randomUUID().toString();
    try (Connection connection = connections.open(databases.target().endpoint())) {
      Again.run(
          () -> {
            seal(connection, shard, seal);
            return true;
          });
    }
    try (Connection connection = connections.openPatient(databases.legacy().endpoint())) {
      if (!Again.run(() -> update(connection, shard, sum, prints, seal))) {
        return;
      }
      remove(connection, legacy(), covered.onLegacy());
    }
    try (Connection connection = connections.openPatient(databases.target().endpoint())) {
      remove(connection, target(), covered.onTarget());
    }
  }

  private static void remove(Connection connection, Dialect dialect, Collection<Long> marks)
      throws SQLException {
    Transaction.again(
        connection,
        () -> {
          Marks.remove(connection, dialect, marks);
          return true;
        });
  }

  private void seal(Connection connection, Shard shard, String seal) throws SQLException {
    String store = target().engineTable("seal");
    try (PreparedStatement update =
            connection.prepareStatement(
                "UPDATE " + store + " SET seal = ? WHERE tab = ? AND shard = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + store + " (seal, tab, shard) VALUES (?, ?, ?)")) {
      for (PreparedStatement statement : List.of(update, insert)) {
        statement.setString(1, seal);
        statement.setString(2, name());
        statement.setInt(3, shard.number());
        if (statement.executeUpdate() == 1) {
          return;
        }
      }
    }
  }

  /** Whether the shard is still the one that is laid under its number. */
  private boolean update(
      Connection connection, Shard shard, Sum sum, String prints, @Nullable String seal)
      throws SQLException {
    String from = shard.from();
    String to = shard.to();
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + legacy().engineTable("certificate")
                + " SET digests = ?, prints = ?, seal = ?, made_at = "
                + legacy().clock()
                + " WHERE tab = ? AND shard = ?"
                + " AND COALESCE(from_key, '-') = ? AND COALESCE(to_key, '-') = ?")) {
      update.setString(1, sum.inHex());
      update.setString(2, prints);
      update.setString(3, seal);
      update.setString(4, name());
      update.setInt(5, shard.number());
      update.setString(6, from == null ? "-" : from);
      update.setString(7, to == null ? "-" : to);
      return update.executeUpdate() == 1;
    }
  }

  /** A shard that is not as it should be has none until it is compared again and found equal. */
  void revoke(Shard shard) throws SQLException {
    try (Connection connection = connections.open(databases.legacy().endpoint())) {
      Again.run(() -> update(connection, shard, Sum.NOTHING, "", null));
    }
  }

  private String name() {
    return table.name().toUpperCase(Locale.ROOT);
  }

  private Dialect legacy() {
    return connections.dialect(databases.legacy().endpoint());
  }

  private Dialect target() {
    return connections.dialect(databases.target().endpoint());
  }

  /**
   * @param digest sum of the digests of its rows when it was certified; null if it is not
   */
  record Certificate(Shard shard, @Nullable BigInteger digest) {

    boolean valid() {
      return digest != null;
    }

    KeyRange range() {
      return new KeyRange(shard.from(), shard.to(), shard.rows());
    }
  }

  /** Numbers of the marks that a certificate makes needless. */
  record Covered(Collection<Long> onLegacy, Collection<Long> onTarget) {}
}
