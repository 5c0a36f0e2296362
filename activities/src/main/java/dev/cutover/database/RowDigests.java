package dev.cutover.database;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * The digests of a table's rows. A database digests what it prints as others do; where a row has
 * cells that are digested here, its digest is that of the database's digest and their texts, so
 * that cells of two rows can't be exchanged unseen.
 */
public final class RowDigests {

  private final Dialect dialect;
  private final String text;
  private final List<Column> here;

  private RowDigests(Dialect dialect, String text, List<Column> here) {
    this.dialect = dialect;
    this.text = text;
    this.here = here;
  }

  /** Of the rows as they are. */
  public static RowDigests exact(Dialect dialect, TableShape table) {
    return new RowDigests(dialect, Rows.rowText(dialect, table), here(table));
  }

  /** Of the rows with their empty texts taken for none. */
  public static RowDigests held(Dialect dialect, TableShape table) {
    return new RowDigests(dialect, Rows.heldText(dialect, table), here(table));
  }

  private static List<Column> here(TableShape table) {
    return table.columns().stream().filter(column -> column.kind().isDigestedInJava()).toList();
  }

  /** Whether the database can sum them by itself. */
  public boolean isSummedThere() {
    return here.isEmpty();
  }

  /** The sum of the digests' first 64 bits as the database computes it. */
  public String sum() {
    return "SUM(" + dialect.digestNumber(text) + ")";
  }

  /** What to select for a row's digest. */
  public String expressions() {
    StringBuilder expressions = new StringBuilder(dialect.digest(text));
    here.forEach(column -> expressions.append(", ").append(CellText.expression(dialect, column)));
    return expressions.toString();
  }

  /** How many expressions those are. */
  public int width() {
    return 1 + here.size();
  }

  /**
   * The digest of the row that a result set stands on, 32 hexadecimal digits.
   *
   * @param first where its expressions begin
   */
  public String read(ResultSet row, int first) throws SQLException {
    StringBuilder digest = new StringBuilder(row.getString(first));
    for (int i = 0; i < here.size(); i++) {
      digest.append(CellText.read(row, first + 1 + i, here.get(i)));
    }
    return here.isEmpty() ? digest.toString() : md5(digest.toString());
  }

  /** A digest's first 64 bits, as a signed number. */
  public static BigInteger number(String digest) {
    return BigInteger.valueOf(Long.parseUnsignedLong(digest.substring(0, 16), 16));
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is always there", e);
    }
  }
}
