package dev.cutover.database;

import com.mysql.cj.protocol.a.result.TextBufferRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of MySQL's text protocol: each cell behind its length, NULL a length of its own. */
final class MySqlPrintedRows implements SentRows.Printed {

  private final MySqlStream stream;
  private final int[] from;
  private final int[] to;
  private int end;

  MySqlPrintedRows(ResultSet result) throws SQLException {
    this.stream = new MySqlStream(result, TextBufferRow.class);
    int cells = stream.fields().length - 1;
    this.from = new int[cells];
    this.to = new int[cells];
  }

  @Override
  public boolean next() throws SQLException {
    if (!stream.next()) {
      return false;
    }
    byte[] run = stream.run();
    end = stream.start();
    for (int i = 0; i < from.length; i++) {
      int begin = MySqlStream.begin(run, end);
      boolean isNull = MySqlStream.isNull(run, end);
      to[i] = isNull ? begin : MySqlStream.end(run, end, begin);
      from[i] = isNull ? -1 : begin;
      end = to[i];
    }
    return true;
  }

  @Override
  public byte @Nullable [] cell(int index) {
    return from[index] < 0 ? null : Arrays.copyOfRange(stream.run(), from[index], to[index]);
  }

  @Override
  public long hash() {
    return MySqlSentRows.HASH
        .hashBytes(stream.run(), stream.start(), end - stream.start())
        .asLong();
  }
}
