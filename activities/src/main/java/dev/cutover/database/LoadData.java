package dev.cutover.database;

import com.mysql.cj.jdbc.JdbcStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's LOAD DATA LOCAL, several times as fast as inserts. It is lenient even where the session
 * is strict: it cuts texts, zeroes dates and leaves out duplicates with no more than a warning. So
 * a load with any warning, or with fewer rows than were sent, is taken back, and the caller writes
 * the same rows by statements that name what is wrong with them.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/load-data.html">LOAD DATA</a>
 */
final class LoadData {

  /**
   * A server may answer any statement by asking for a file. This empty directory is the only place
   * that the driver would read one from; rows are streamed from memory.
   */
  static final Path NO_FILES = emptyDirectory();

  private final Dialect dialect;
  private final TableShape table;

  LoadData(Dialect dialect, TableShape table) {
    this.dialect = dialect;
    this.table = table;
  }

  private static Path emptyDirectory() {
    try {
      Path directory = Files.createTempDirectory("cutover-no-files-");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads rows in the running transaction; false if that was not exact, or not allowed. */
  boolean load(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
    var before = connection.setSavepoint();
    if (isExact(connection, rows)) {
      // The commit releases the savepoint, without a round trip of its own.
      return true;
    }
    connection.rollback(before);
    return false;
  }

  private boolean isExact(Connection connection, List<@Nullable Object[]> rows)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      LoadText text = new LoadText(table.columns());
      for (Object[] row : rows) {
        text.add(row);
      }
      statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(text.stream());
      // The driver for Aurora has no executeLargeUpdate, and a chunk has fewer rows than that.
      long loaded = statement.executeUpdate(sql());
      // Asks the server only where its answer to the load counted warnings.
      return loaded == rows.size() && statement.getWarnings() == null;
    } catch (SQLException refused) {
      if (!dialect.isRefusal(refused) && Complaint.of(refused).kind() != Complaint.Kind.OTHER) {
        // Taken back, or on another server since: what this transaction proved is proven no more.
        throw refused;
      }
      // The server may not allow it (local_infile), and tells a bad row worse than an insert does.
      return false;
    }
  }

  private String sql() {
    String targets =
        table.columns().stream()
            .map(column -> isDecoded(column) ? variable(column) : dialect.quote(column.name()))
            .collect(Collectors.joining(", "));
    String decoded =
        table.columns().stream()
            .filter(LoadData::isDecoded)
            .map(column -> dialect.quote(column.name()) + " = " + decoded(column))
            .collect(Collectors.joining(", "));
    return "LOAD DATA LOCAL INFILE 'rows' INTO TABLE "
        + table.name()
        + " CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'"
        + " LINES TERMINATED BY '\\n' ("
        + targets
        + ")"
        + (decoded.isEmpty() ? "" : " SET " + decoded);
  }

  /** The digits of a BIT would be taken for its bytes, and a year 0 for the year 2000. */
  private static boolean isDecoded(Column column) {
    return column.kind().isBinary()
        || column.form() == Column.Form.BITS
        || column.form() == Column.Form.YEAR;
  }

  private static String decoded(Column column) {
    return column.kind().isBinary()
        ? "UNHEX(" + variable(column) + ")"
        : "CAST(" + variable(column) + " AS UNSIGNED)";
  }

  private static String variable(Column column) {
    return "@c" + column.position();
  }
}
