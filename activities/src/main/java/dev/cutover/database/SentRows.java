package dev.cutover.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result as a server has sent them, each cell as the bytes of its printed value. To
 * make a value of them costs more than all else that is done with a row; where both sides print
 * alike nobody needs the values.
 */
public interface SentRows {

  /** Goes on to the next row; false behind the last. */
  boolean next() throws SQLException;

  /**
   * A cell's bytes; null for NULL.
   *
   * @param index from 0
   */
  byte @Nullable [] cell(int index);

  /** 64 bits of all cells and their lengths: of rows that differ they most likely differ. */
  long hash();

  /** How a dialect gets at them. */
  interface Reader {

    /** What to select before the columns. */
    String lead();

    /** The rows of a streamed result that nothing was read from yet, and nothing else reads. */
    SentRows of(ResultSet result, int cells) throws SQLException;
  }
}
