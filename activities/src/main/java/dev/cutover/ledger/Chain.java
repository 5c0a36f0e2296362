package dev.cutover.ledger;

import dev.cutover.activity.LedgerActivities.Entry;
import dev.cutover.database.Dialect;
import dev.cutover.evidence.LedgerLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's table of the ledger, a line behind the other. */
final class Chain {

  /** As a rule they have fewer characters than a page may have. */
  private static final int MOST_LINES = 200;

  /** Two mebibytes at most, whatever bytes and escapes a character needs. */
  private static final int MOST_CHARACTERS = 200_000;

  private final Connection connection;
  private final Dialect dialect;
  private final String table;

  Chain(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.table = dialect.engineTable("ledger");
  }

  /** Appends what is not there yet, as the one thing that its transaction does. */
  void append(List<Entry> entries) throws SQLException {
    new Turn(connection, dialect).take();
    Tip tip = tip();
    for (Entry entry : entries) {
      String id = idFor(entry);
      if (id != null) {
        LedgerLine line = tip.next(id, entry);
        insert(line);
        tip = new Tip(line.seq(), line.hash());
      }
    }
  }

  private Tip tip() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT seq, hash FROM " + table + " ORDER BY seq DESC" + dialect.limit())) {
      select.setInt(1, 1);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new Tip(row.getLong(1), row.getString(2)) : Tip.OF_NOTHING;
      }
    }
  }

  /** The id under which an entry is to stand; null where it stands already. */
  private @Nullable String idFor(Entry entry) throws SQLException {
    String id = entry.id();
    String there = textOf(id);
    while (there != null && !there.equals(entry.text())) {
      id += "+";
      there = textOf(id);
    }
    return there == null ? id : null;
  }

  private @Nullable String textOf(String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT entry FROM " + table + " WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? AsciiJson.decoded(row.getString(1)) : null;
      }
    }
  }

  private void insert(LedgerLine line) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " (id, seq, prev_hash, hash, attempt, entry) VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, line.id());
      insert.setLong(2, line.seq());
      insert.setString(3, line.previous());
      insert.setString(4, line.hash());
      insert.setString(5, line.attempt());
      dialect.bindLongText(insert, 6, AsciiJson.of(line.entry()));
      insert.executeUpdate();
    }
  }

  /** Lines behind a number, as many as fit one payload of Temporal's, but one at least. */
  List<LedgerLine> page(long behind) throws SQLException {
    List<LedgerLine> page = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT seq, prev_hash, hash, id, attempt, entry FROM "
                + table
                + " WHERE seq > ? ORDER BY seq"
                + dialect.limit())) {
      select.setLong(1, behind);
      select.setInt(2, MOST_LINES);
      try (ResultSet rows = select.executeQuery()) {
        long characters = 0;
        while (rows.next()) {
          LedgerLine line = line(rows);
          characters += line.toString().length();
          if (!page.isEmpty() && characters > MOST_CHARACTERS) {
            break;
          }
          page.add(line);
        }
      }
    }
    return page;
  }

  private static LedgerLine line(ResultSet row) throws SQLException {
    return new LedgerLine(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        AsciiJson.decoded(row.getString(6)));
  }

  /** Where the chain ends. */
  private record Tip(long seq, String hash) {

    static final Tip OF_NOTHING = new Tip(0, LedgerLine.GENESIS);

    LedgerLine next(String id, Entry entry) {
      return LedgerLine.after(seq, hash, id, entry.attempt(), entry.text());
    }
  }
}
