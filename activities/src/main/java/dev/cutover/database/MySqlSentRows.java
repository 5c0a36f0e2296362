package dev.cutover.database;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** MySQL's and MariaDB's rows, of either of their protocols. */
final class MySqlSentRows implements SentRows.Reader {

  /**
   * FarmHash's Fingerprint64 mixes every bit into every other, so that changes of two rows can't
   * cancel in a sum, as they do in one of checksums.
   */
  static final HashFunction HASH = Hashing.farmHashFingerprint64();

  @Override
  public String lead() {
    return MySqlStream.LEAD;
  }

  @Override
  public SentRows.Printed printed(ResultSet result) throws SQLException {
    return new MySqlPrintedRows(result);
  }

  /** What the server itself prepares it answers in the binary protocol. */
  @Override
  public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return connection.unwrap(JdbcConnection.class).serverPrepareStatement(sql);
  }

  @Override
  public SentRows stored(ResultSet result) throws SQLException {
    return new MySqlStoredRows(result);
  }
}
