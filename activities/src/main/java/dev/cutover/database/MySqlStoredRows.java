package dev.cutover.database;

import com.mysql.cj.protocol.a.NativeUtils;
import com.mysql.cj.protocol.a.result.BinaryBufferRow;
import com.mysql.cj.result.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Rows of MySQL's binary protocol: a bit for each NULL, then the other cells, numbers in as many
 * bytes as their type has and all else behind its length. A server need not print what it sends so,
 * which costs it a quarter of a row.
 */
final class MySqlStoredRows implements SentRows {

  /** The NULL bits begin behind a byte that is always zero, and with two that mean nothing. */
  private static final int NULL_BITS = Byte.SIZE + 2;

  private final MySqlStream stream;

  /** Bytes of each cell; 0 where they stand behind their length. */
  private final int[] widths;

  private int end;

  MySqlStoredRows(ResultSet result) throws SQLException {
    this.stream = new MySqlStream(result, BinaryBufferRow.class);
    this.widths =
        Arrays.stream(stream.fields())
            .mapToInt(Field::getMysqlTypeId)
            .map(NativeUtils::getBinaryEncodedLength)
            .toArray();
  }

  @Override
  public boolean next() throws SQLException {
    if (!stream.next()) {
      return false;
    }
    byte[] run = stream.run();
    end = stream.start();
    for (int i = 1; i < widths.length; i++) {
      int bit = NULL_BITS + i;
      if ((run[bit >> 3] & (1 << (bit & 7))) == 0) {
        end =
            widths[i] > 0
                ? end + widths[i]
                : MySqlStream.end(run, end, MySqlStream.begin(run, end));
      }
    }
    return true;
  }

  @Override
  public long hash() {
    return MySqlSentRows.HASH.hashBytes(stream.run(), 0, end).asLong();
  }
}
