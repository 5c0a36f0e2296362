package dev.cutover.sandbox;

import dev.cutover.plan.Plan;
import dev.cutover.plan.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was committed on the target, told by triggers of the test's own: an entry is part of the
 * transaction that it speaks of, so nothing committed is left out and nothing taken back is told.
 */
final class WriteLog {

  private static final String NOW = "SYSDATE(6)";
  private static final List<String> LAY =
      List.of(
          "CREATE TABLE log_rows (tab VARCHAR(100) NOT NULL)",
          "CREATE TABLE log_chunks (id BIGINT AUTO_INCREMENT PRIMARY KEY, at DATETIME(6) NOT NULL,"
              + " tab VARCHAR(100) NOT NULL, shard BIGINT NOT NULL, behind VARCHAR(400),"
              + " last VARCHAR(400), copied BIGINT NOT NULL, done BIGINT NOT NULL)",
          "CREATE TRIGGER log_chunks AFTER UPDATE ON cutover_chunk FOR EACH ROW INSERT INTO"
              + " log_chunks (at, tab, shard, behind, last, copied, done) VALUES (SYSDATE(6),"
              + " NEW.tab, NEW.shard, OLD.last_key, NEW.last_key, NEW.copied - OLD.copied,"
              + " NEW.done)",
          "CREATE TABLE log_seals (id BIGINT AUTO_INCREMENT PRIMARY KEY, at DATETIME(6) NOT NULL,"
              + " tab VARCHAR(100) NOT NULL, shard BIGINT NOT NULL, seal VARCHAR(100) NOT NULL)");

  private final SideDatabase target;

  /** The engine's tables are there by now. */
  static WriteLog lay(SideDatabase target, Plan plan) throws SQLException {
    try (Connection connection = target.open(target.engine());
        Statement statement = connection.createStatement()) {
      for (String sql : LAY) {
        statement.execute(sql);
      }
      for (String event : List.of("INSERT", "UPDATE")) {
        statement.execute(
            "CREATE TRIGGER log_seals_"
                + event
                + " AFTER "
                + event
                + " ON cutover_seal FOR EACH ROW INSERT INTO log_seals (at, tab, shard, seal)"
                + " VALUES (SYSDATE(6), NEW.tab, NEW.shard, NEW.seal)");
      }
      for (Table table : plan.data().tables()) {
        for (String event : List.of("INSERT", "UPDATE", "DELETE")) {
          String name = table.name().toLowerCase(Locale.ROOT);
          statement.execute(
              "CREATE TRIGGER log_"
                  + name
                  + "_"
                  + event
                  + " AFTER "
                  + event
                  + " ON "
                  + name
                  + " FOR EACH ROW INSERT INTO log_rows VALUES ('"
                  + table.name()
                  + "')");
        }
      }
    }
    return new WriteLog(target);
  }

  private WriteLog(SideDatabase target) {
    this.target = target;
  }

  /** The clock that entries are dated by. */
  LocalDateTime now() throws SQLException {
    return read("SELECT " + NOW, row -> row.getObject(1, LocalDateTime.class)).get(0);
  }

  /** Chunks in the order in which they were written. */
  List<Chunk> chunks() throws SQLException {
    return read(
        "SELECT at, tab, shard, behind, last, copied, done FROM log_chunks ORDER BY id",
        row ->
            new Chunk(
                row.getObject(1, LocalDateTime.class),
                new Shard(row.getString(2), row.getInt(3)),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getBoolean(7)));
  }

  /** Seals in the order in which they were given. */
  List<Seal> seals() throws SQLException {
    return read(
        "SELECT at, tab, shard, seal FROM log_seals ORDER BY id",
        row ->
            new Seal(
                row.getObject(1, LocalDateTime.class),
                new Shard(row.getString(2), row.getInt(3)),
                row.getString(4)));
  }

  /** How many rows were inserted, updated and deleted, by table. */
  Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    read(
        "SELECT tab, COUNT(*) FROM log_rows GROUP BY tab",
        row -> rows.put(row.getString(1), row.getLong(2)));
    return rows;
  }

  private <T extends @Nullable Object> List<T> read(String sql, Reader<T> reader)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (Connection connection = target.open(target.engine());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.add(reader.read(row));
      }
    }
    return found;
  }

  private interface Reader<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** A shard by its number. */
  record Shard(String table, int number) {

    @Override
    public String toString() {
      return table + " shard " + number;
    }
  }

  /**
   * @param behind key behind which it begins; null at the shard's start
   * @param last key of its last row; that of the chunk before it where it ends the shard
   */
  record Chunk(
      LocalDateTime at,
      Shard shard,
      @Nullable String behind,
      @Nullable String last,
      long rows,
      boolean ends) {}

  /** Given to a shard that was found equal, and another one each time. */
  record Seal(LocalDateTime at, Shard shard, String seal) {}
}
