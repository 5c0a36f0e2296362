package dev.cutover.sync;

import dev.cutover.activity.FailureType;
import dev.cutover.activity.SyncActivities.Shard;
import dev.cutover.database.Dialect;
import dev.cutover.database.KeySpan;
import dev.cutover.database.KeyText;
import dev.cutover.database.PrintedCell;
import dev.cutover.database.Rows;
import dev.cutover.database.SentRows;
import dev.cutover.database.TablePair;
import dev.cutover.database.TableShape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shard chunk by chunk, in the order of keys. A chunk ends at so many rows or so many
 * bytes, whichever comes first, so that wide rows need no more memory than narrow ones; a row is
 * never split.
 */
final class ChunkReader {

  /** Of memory, as the virtual machine holds the values. */
  static final long BYTES = 16L << 20;

  private static final int ROWS_A_FETCH = 2_000;
  private static final int BYTES_A_CELL = 24;

  private final Dialect dialect;
  private final TableShape table;
  private final SentRows.@Nullable Reader sentRows;
  private final Shard shard;
  private final int chunkRows;
  private int rowsNext;

  ChunkReader(Dialect dialect, TablePair pair, Shard shard, int chunkRows) {
    this.dialect = dialect;
    this.table = pair.legacy();
    this.sentRows = pair.sentRows();
    this.shard = shard;
    this.chunkRows = chunkRows;
    this.rowsNext = chunkRows;
  }

  /**
   * The next rows behind a key.
   *
   * @param lastKey null for the shard's start
   * @throws io.temporal.failure.ApplicationFailure PRECONDITION where the key does not advance
   */
  Chunk next(Connection connection, @Nullable String lastKey) throws SQLException {
    String after = lastKey == null ? shard.from() : lastKey;
    KeySpan rest = KeySpan.between(after, shard.to(), table.key());
    Batch batch = new Batch(rowsNext);
    for (KeySpan.Part part : rest.parts(dialect, table)) {
      if (!batch.isFull()) {
        read(connection, part, batch);
      }
    }
    if (!batch.isFull()) {
      return new Chunk(batch.rows, null);
    }
    // Rows wider than these were are sent for nothing: fewer are asked for while they last.
    long fit = Math.max(1, BYTES * batch.rows.size() / Math.max(1, batch.bytes));
    rowsNext = (int) Math.min(chunkRows, Math.min(fit, 2L * batch.rows.size()));
    String key = keyOf(batch.rows.get(batch.rows.size() - 1));
    if (key.equals(lastKey)) {
      throw FailureType.PRECONDITION.because(
          "the keys of "
              + table.plain()
              + " are finer than can be read: more than one row has the same one");
    }
    return new Chunk(batch.rows, key);
  }

  private void read(Connection connection, KeySpan.Part part, Batch batch) throws SQLException {
    String sql =
        "SELECT "
            + (sentRows == null ? "" : sentRows.lead())
            + Rows.values(dialect, table.columns())
            + " FROM "
            + table.name()
            + part.where()
            + KeySpan.inOrder(dialect, table)
            + dialect.limit();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int rows = batch.rowsLeft();
      dialect.stream(select, Math.min(rows, ROWS_A_FETCH));
      select.setInt(part.bind(select), rows);
      try (ResultSet found = select.executeQuery()) {
        if (sentRows == null) {
          while (!batch.isFull() && found.next()) {
            batch.add(Rows.read(found, table.columns()));
          }
        } else {
          readSent(sentRows.printed(found), batch);
        }
      }
    }
  }

  private void readSent(SentRows.Printed rows, Batch batch) throws SQLException {
    while (!batch.isFull() && rows.next()) {
      @Nullable Object[] row = new Object[table.columns().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = rows.cell(i);
      }
      batch.add(row);
    }
  }

  private String keyOf(@Nullable Object[] row) throws SQLException {
    @Nullable Object[] values = new Object[table.key().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = PrintedCell.value(table.key().get(i), row[table.keyIndex(i)]);
    }
    return KeyText.of(KeyText.texts(values, table.key()), table.key());
  }

  /** Fills up to rows or bytes. */
  private static final class Batch {

    private final int most;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private long bytes;

    Batch(int most) {
      this.most = most;
    }

    void add(@Nullable Object[] row) {
      rows.add(row);
      for (Object value : row) {
        bytes += BYTES_A_CELL;
        if (value instanceof String text) {
          bytes += 2L * text.length();
        } else if (value instanceof byte[] binary) {
          bytes += binary.length;
        }
      }
    }

    int rowsLeft() {
      return most - rows.size();
    }

    boolean isFull() {
      return rowsLeft() == 0 || bytes >= BYTES;
    }
  }
}
