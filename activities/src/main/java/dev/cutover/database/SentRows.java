package dev.cutover.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result as a server has sent them. To make a value of each cell costs more than all
 * else that is done with a row; where both sides send alike nobody needs the values.
 */
public interface SentRows {

  /** Goes on to the next row; false behind the last. */
  boolean next() throws SQLException;

  /** 64 bits of all cells and their lengths: of rows that differ they most likely differ. */
  long hash();

  /** Rows of which each cell is its value in print. */
  interface Printed extends SentRows {

    /**
     * A cell's bytes; null for NULL.
     *
     * @param index from 0
     */
    byte @Nullable [] cell(int index);
  }

  /** How a dialect gets at them: of streamed results that nothing was read from yet. */
  interface Reader {

    /** What to select before the columns. */
    String lead();

    /** The rows of any statement that selects what {@link Rows#values} names. */
    Printed printed(ResultSet result) throws SQLException;

    /** A statement of which the rows are to come as they are stored. */
    PreparedStatement prepare(Connection connection, String sql) throws SQLException;

    /**
     * The rows of such a statement, which selects bare columns. Of columns of one type equal bytes
     * are equal values; of other columns they mean nothing.
     */
    SentRows stored(ResultSet result) throws SQLException;
  }
}
