package dev.cutover.sandbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cutover.plan.Side;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;

/** The OMS's tables as its application uses them, the same on either side but for new keys. */
final class OmsStore implements AutoCloseable {

  private final Side side;
  private final HikariDataSource pool;

  OmsStore(Side side, SideDatabase database) {
    this.side = side;
    HikariConfig config = new HikariConfig();
    config.setPoolName("oms-" + side);
    config.setJdbcUrl(database.url());
    config.setUsername(database.business().user());
    config.setPassword(database.business().password());
    config.setMaximumPoolSize(12);
    Properties properties = new Properties();
    if (side == Side.TARGET) {
      properties.setProperty("connectionTimeZone", "UTC");
      properties.setProperty("forceConnectionTimeZoneToSession", "true");
    }
    config.setDataSourceProperties(properties);
    pool = new HikariDataSource(config);
  }

  Connection open() throws SQLException {
    return pool.getConnection();
  }

  /** The order or purchase order with a reference, if there is one. */
  OptionalLong find(Resource resource, String reference) throws SQLException {
    try (Connection connection = open();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT "
                    + resource.key()
                    + " FROM oms."
                    + resource.table()
                    + " WHERE reference = ?")) {
      select.setString(1, reference);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** The reference of an order or purchase order; null if there is none with this id. */
  @org.jspecify.annotations.Nullable
  String reference(Resource resource, long id) throws SQLException {
    try (Connection connection = open();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT reference FROM oms."
                    + resource.table()
                    + " WHERE "
                    + resource.key()
                    + " = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  long createOrder(String reference, long customer, List<Line> lines) throws SQLException {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      try {
        BigDecimal total =
            lines.stream()
                .map(line -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long id =
            insert(
                connection,
                Resource.ORDERS,
                "reference, customer_id, ordered_at, status, total, note, updated_at",
                reference,
                customer,
                now().truncatedTo(ChronoUnit.SECONDS),
                "NEW",
                total,
                "",
                now());
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO oms.order_lines VALUES (?, ?, ?, ?, ?)")) {
          for (int i = 0; i < lines.size(); i++) {
            insert.setLong(1, id);
            insert.setInt(2, i + 1);
            insert.setLong(3, lines.get(i).product());
            insert.setInt(4, lines.get(i).quantity());
            insert.setBigDecimal(5, lines.get(i).price());
            insert.executeUpdate();
          }
        }
        connection.commit();
        return id;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  long createPurchaseOrder(
      String reference, String supplier, long product, int quantity, String status)
      throws SQLException {
    try (Connection connection = open()) {
      return insert(
          connection,
          Resource.PURCHASE_ORDERS,
          "reference, supplier, product_id, quantity, status, created_at",
          reference,
          supplier,
          product,
          quantity,
          status,
          now().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  private long insert(Connection connection, Resource resource, String columns, Object... values)
      throws SQLException {
    boolean legacy = side == Side.LEGACY;
    String marks = "?" + ", ?".repeat(values.length - 1);
    String sql =
        "INSERT INTO oms."
            + resource.table()
            + (legacy
                ? " (" + resource.key() + ", " + columns + ") VALUES (?, "
                : " (" + columns + ") VALUES (")
            + marks
            + ")";
    long next = legacy ? next(connection, resource) : 0;
    try (PreparedStatement insert =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      int index = 1;
      if (legacy) {
        insert.setLong(index++, next);
      }
      for (Object value : values) {
        insert.setObject(index++, value);
      }
      insert.executeUpdate();
      if (legacy) {
        return next;
      }
      try (ResultSet key = insert.getGeneratedKeys()) {
        key.next();
        return key.getLong(1);
      }
    }
  }

  private static long next(Connection connection, Resource resource) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT oms." + resource.sequence() + ".NEXTVAL FROM DUAL");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void delete(Resource resource, long id) throws SQLException {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        if (resource == Resource.ORDERS) {
          statement.executeUpdate("DELETE FROM oms.order_lines WHERE order_id = " + id);
        }
        statement.executeUpdate(
            "DELETE FROM oms." + resource.table() + " WHERE " + resource.key() + " = " + id);
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    pool.close();
  }

  /** What the application's interface offers. */
  enum Resource {
    ORDERS("orders", "order_id", "order_seq"),
    PURCHASE_ORDERS("purchase_orders", "po_id", "po_seq");

    private final String table;
    private final String key;
    private final String sequence;

    Resource(String table, String key, String sequence) {
      this.table = table;
      this.key = key;
      this.sequence = sequence;
    }

    String table() {
      return table;
    }

    String key() {
      return key;
    }

    String sequence() {
      return sequence;
    }
  }

  /** A line of an order. */
  record Line(long product, int quantity, BigDecimal price) {}
}
