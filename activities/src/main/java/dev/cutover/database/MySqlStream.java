package dev.cutover.database;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.DefaultValueFactory;
import com.mysql.cj.result.Field;
import com.mysql.cj.result.Row;
import dev.cutover.activity.FailureType;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A streamed result's rows, each one run of bytes as it came over the wire. The driver would lock,
 * seek and copy for each cell, which together costs twice what the server needs to send it. It
 * hands out the run itself where it is asked for a value of its first cell: an empty one, selected
 * for nothing else.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html">Text
 *     Resultset Row</a>
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html">Binary
 *     Resultset Row</a>
 */
final class MySqlStream {

  /** What is selected before all else. */
  static final String LEAD = "_binary'', ";

  private static final int NULL = 0xfb;
  private static final int TWO_BYTES = 0xfc;
  private static final int THREE_BYTES = 0xfd;
  private static final int EIGHT_BYTES = 0xfe;

  private final ResultsetRows rows;
  private final Class<? extends Row> form;
  private final First first;

  /**
   * @param form of the driver's rows where they are of the protocol that is expected
   */
  MySqlStream(ResultSet result, Class<? extends Row> form) throws SQLException {
    JdbcConnection connection = result.getStatement().getConnection().unwrap(JdbcConnection.class);
    this.rows = result.unwrap(ResultSetInternalMethods.class).getRows();
    this.form = form;
    this.first = new First(connection.getPropertySet());
  }

  Field[] fields() {
    return rows.getMetadata().getFields();
  }

  /** Goes on to the next row; false behind the last. */
  boolean next() throws SQLException {
    try {
      // hasNext() tells nothing of rows that are still to come over the wire.
      Row row = rows.next();
      if (row == null) {
        return false;
      }
      if (!form.isInstance(row)) {
        throw FailureType.PRECONDITION.because(
            "the driver does not stream the protocol that was asked for: take useServerPrepStmts"
                + " and useCursorFetch out of the JDBC URL");
      }
      row.getValue(0, first);
      return true;
    } catch (CJException e) {
      throw SQLExceptionsMapping.translateException(e);
    }
  }

  /** The row, and what is left of longer ones behind it. */
  byte[] run() {
    return first.run;
  }

  /** Where the second cell begins. */
  int start() {
    return first.end;
  }

  /** Whether a length stands for NULL. */
  static boolean isNull(byte[] run, int at) {
    return (run[at] & 0xff) == NULL;
  }

  /** Where the bytes begin whose length stands at {@code at}. */
  static int begin(byte[] run, int at) {
    return switch (run[at] & 0xff) {
      case TWO_BYTES -> at + 3;
      case THREE_BYTES -> at + 4;
      case EIGHT_BYTES -> at + 9;
      default -> at + 1;
    };
  }

  /** Behind the bytes whose length stands at {@code at} and that begin at {@code begin}. */
  static int end(byte[] run, int at, int begin) {
    if (begin == at + 1) {
      return begin + (run[at] & 0xff);
    }
    int length = 0;
    for (int i = begin - 1; i > at; i--) {
      length = (length << 8) | (run[i] & 0xff);
    }
    return begin + length;
  }

  /** Learns where the run is, and where in it the first cell ends. */
  private static final class First extends DefaultValueFactory<Boolean> {

    private byte[] run = {};
    private int end;

    First(PropertySet properties) {
      super(properties);
    }

    @Override
    public Boolean createFromBytes(byte[] bytes, int offset, int length, Field field) {
      this.run = bytes;
      this.end = offset + length;
      return true;
    }

    @Override
    public String getTargetTypeName() {
      return "bytes";
    }
  }
}
