package dev.cutover.database;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.protocol.a.result.TextBufferRow;
import com.mysql.cj.result.DefaultValueFactory;
import com.mysql.cj.result.Field;
import com.mysql.cj.result.Row;
import dev.cutover.activity.FailureType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of MySQL's text protocol, a row one run of bytes: each cell behind its length, NULL a length
 * of its own. So equal rows are equal runs and others are not, and a run can be hashed at once. The
 * driver would lock, seek and copy for each cell, which together costs twice what the server needs
 * to send it. It hands out the run itself where it is asked for a value of its first cell: an empty
 * one, selected for nothing else.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html">Text
 *     Resultset Row</a>
 */
final class MySqlSentRows implements SentRows {

  static final Reader READER =
      new Reader() {
        @Override
        public String lead() {
          return "_binary'', ";
        }

        @Override
        public SentRows of(ResultSet result, int cells) throws SQLException {
          return new MySqlSentRows(result, cells);
        }
      };

  /**
   * FarmHash's Fingerprint64 mixes every bit into every other, so that changes of two rows can't
   * cancel in a sum, as they do in one of checksums.
   */
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private static final int NULL = 0xfb;
  private static final int TWO_BYTES = 0xfc;
  private static final int THREE_BYTES = 0xfd;
  private static final int EIGHT_BYTES = 0xfe;

  private final ResultsetRows rows;
  private final Start start;
  private final int[] from;
  private final int[] to;
  private int end;

  private MySqlSentRows(ResultSet result, int cells) throws SQLException {
    JdbcConnection connection = result.getStatement().getConnection().unwrap(JdbcConnection.class);
    this.rows = result.unwrap(ResultSetInternalMethods.class).getRows();
    this.start = new Start(connection.getPropertySet());
    this.from = new int[cells];
    this.to = new int[cells];
  }

  @Override
  public boolean next() throws SQLException {
    try {
      // hasNext() tells nothing of rows that are still to come over the wire.
      Row row = rows.next();
      if (row == null) {
        return false;
      }
      if (!(row instanceof TextBufferRow)) {
        throw FailureType.PRECONDITION.because(
            "the driver does not stream MySQL's text protocol: take useServerPrepStmts and"
                + " useCursorFetch out of the JDBC URL");
      }
      row.getValue(0, start);
    } catch (CJException e) {
      throw SQLExceptionsMapping.translateException(e);
    }
    end = start.offset;
    for (int i = 0; i < from.length; i++) {
      end = locate(i, end);
    }
    return true;
  }

  /** Notes where a cell begins and ends; returns where the next one's length stands. */
  private int locate(int index, int at) {
    int first = start.run[at] & 0xff;
    int begin =
        switch (first) {
          case TWO_BYTES -> at + 3;
          case THREE_BYTES -> at + 4;
          case EIGHT_BYTES -> at + 9;
          default -> at + 1;
        };
    if (first == NULL) {
      from[index] = -1;
      return begin;
    }
    int length = first;
    if (begin > at + 1) {
      length = 0;
      for (int i = begin - 1; i > at; i--) {
        length = (length << 8) | (start.run[i] & 0xff);
      }
    }
    from[index] = begin;
    to[index] = begin + length;
    return to[index];
  }

  @Override
  public byte @Nullable [] cell(int index) {
    return from[index] < 0 ? null : Arrays.copyOfRange(start.run, from[index], to[index]);
  }

  @Override
  public long hash() {
    return HASH.hashBytes(start.run, start.offset, end - start.offset).asLong();
  }

  /** Learns where the run is, and where in it the cells begin. */
  private static final class Start extends DefaultValueFactory<Boolean> {

    private byte[] run = {};
    private int offset;

    Start(PropertySet properties) {
      super(properties);
    }

    @Override
    public Boolean createFromBytes(byte[] bytes, int offset, int length, Field field) {
      this.run = bytes;
      this.offset = offset + length;
      return true;
    }

    @Override
    public String getTargetTypeName() {
      return "bytes";
    }
  }
}
