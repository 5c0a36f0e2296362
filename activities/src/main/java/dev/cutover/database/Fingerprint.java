package dev.cutover.database;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * One text over all that the catalog says of a table: whatever is built on its rows, such as a
 * certificate that they are equal, holds only as long as this stays the same. Rows written do not
 * change it.
 */
public final class Fingerprint {

  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is always there", e);
    }
  }

  /** 64 hexadecimal digits over the table's columns, keys, triggers and own identity. */
  public static String of(Connection connection, Dialect dialect, TableShape table)
      throws SQLException {
    Fingerprint fingerprint = new Fingerprint();
    for (CatalogQuery query : dialect.identity(connection, table)) {
      fingerprint.add(connection, query);
    }
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void add(Connection connection, CatalogQuery query) throws SQLException {
    int rows = 0;
    try (PreparedStatement select = connection.prepareStatement(query.sql())) {
      for (int i = 0; i < query.parameters().size(); i++) {
        select.setString(i + 1, query.parameters().get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        int width = row.getMetaData().getColumnCount();
        while (row.next()) {
          rows++;
          for (int i = 1; i <= width; i++) {
            String value = row.getString(i);
            add(value == null ? "N" : value.length() + ":" + value);
          }
        }
      }
    }
    add(rows + " rows;");
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A SELECT from a database's catalog, and the texts that it is given. */
  public record CatalogQuery(String sql, List<String> parameters) {}
}
