package dev.cutover.sandbox;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Orders, customers, products, stock and purchase orders of a Japanese shop, from a seed. */
final class OmsData {

  static final int PRODUCTS = 2_000;
  static final List<String> WAREHOUSES = List.of("TOKYO", "OSAKA");
  private static final int BATCH = 2_000;
  private static final List<String> FAMILY =
      List.of("田中", "佐藤", "鈴木", "高橋", "伊藤", "渡辺", "齋藤", "髙橋", "𠮷田");
  private static final List<String> GIVEN = List.of("太郎", "花子", "一郎", "美咲", "健", "さくら", "翔", "陽菜");
  private static final List<String> KANA =
      List.of("タナカ", "サトウ", "ｽｽﾞｷ", "タカハシ", "イトウ", "ワタナベ", "ｻｲﾄｳ", "ヨシダ");
  private static final List<String> TOWNS =
      List.of("東京都千代田区丸の内", "大阪府大阪市北区梅田", "愛知県名古屋市中村区", "北海道札幌市中央区", "福岡県福岡市博多区");
  private static final List<String> NOTES =
      List.of(
          "午前中指定",
          "置き配可",
          "ギフト包装 🎁",
          "〜10時までに",
          "領収書 \"要\"; it's urgent\\",
          "line one\nline two\ttab");
  private static final List<String> STATES = List.of("NEW", "PICKED", "SHIPPED", "CLOSED");
  private static final LocalDateTime EPOCH = LocalDateTime.of(2024, 1, 1, 0, 0);

  private final Connection connection;
  private final Random random;
  private final int orders;

  OmsData(Connection connection, int orders, long seed) {
    this.connection = connection;
    this.orders = orders;
    this.random = new Random(seed);
  }

  int customers() {
    return Math.max(10, orders / 5);
  }

  void load() throws SQLException {
    connection.setAutoCommit(false);
    insert("CUSTOMERS", 8, customers(), this::customer);
    insert("PRODUCTS", 5, PRODUCTS, this::product);
    insert("INVENTORY", 4, PRODUCTS * WAREHOUSES.size(), this::stock);
    insert("ORDERS", 9, orders, this::order);
    loadLines();
    insert("PURCHASE_ORDERS", 8, orders / 10, this::purchaseOrder);
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER SEQUENCE OMS.ORDER_SEQ RESTART WITH " + (orders + 1));
      statement.execute("ALTER SEQUENCE OMS.PO_SEQ RESTART WITH " + (orders / 10 + 1));
    }
  }

  private void insert(String table, int columns, int rows, Row row) throws SQLException {
    String values = "?" + ", ?".repeat(columns - 1);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO OMS." + table + " VALUES (" + values + ")")) {
      for (int i = 1; i <= rows; i++) {
        @Nullable Object[] cells = row.of(i);
        for (int c = 0; c < columns; c++) {
          insert.setObject(c + 1, cells[c]);
        }
        insert.addBatch();
        if (i % BATCH == 0 || i == rows) {
          insert.executeBatch();
        }
      }
    }
  }

  private void loadLines() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO OMS.ORDER_LINES VALUES (?, ?, ?, ?, ?)")) {
      int waiting = 0;
      for (int order = 1; order <= orders; order++) {
        int lines = 1 + (random.nextInt(10) < 7 ? 1 : 0) + (random.nextInt(10) < 5 ? 1 : 0);
        for (int line = 1; line <= lines; line++) {
          insert.setInt(1, order);
          insert.setInt(2, line);
          insert.setInt(3, 1 + random.nextInt(PRODUCTS));
          insert.setInt(4, 1 + random.nextInt(20));
          insert.setBigDecimal(5, money(50_000));
          insert.addBatch();
          waiting++;
        }
        if (waiting >= BATCH || order == orders) {
          insert.executeBatch();
          waiting = 0;
        }
      }
    }
  }

  private @Nullable Object[] customer(int i) {
    int number = i;
    return new @Nullable Object[] {
      number,
      String.format("C%07d", number),
      pick(FAMILY) + " " + pick(GIVEN),
      pick(KANA),
      random.nextInt(5) == 0 ? null : "customer" + number + "@example.test",
      String.format("%03d-%04d", random.nextInt(1000), random.nextInt(10_000)),
      random.nextInt(20) == 0 ? "" : pick(TOWNS) + random.nextInt(30) + "-" + random.nextInt(20),
      time()
    };
  }

  private @Nullable Object[] product(int i) {
    String description = "仕様: " + "高品質な素材を使用しています。".repeat(random.nextInt(120));
    return new @Nullable Object[] {
      i, String.format("SKU-%06d", i), "商品 " + i, money(90_000), i % 7 == 0 ? null : description
    };
  }

  private @Nullable Object[] stock(int i) {
    return new @Nullable Object[] {
      WAREHOUSES.get((i - 1) / PRODUCTS), 1 + (i - 1) % PRODUCTS, random.nextInt(1_000), precise()
    };
  }

  private @Nullable Object[] order(int i) {
    return new @Nullable Object[] {
      i,
      "OLD-" + i,
      1 + random.nextInt(customers()),
      time(),
      pick(STATES),
      money(1_000_000),
      random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextInt(9_999), 4),
      note(),
      precise()
    };
  }

  private @Nullable String note() {
    return switch (random.nextInt(6)) {
      case 0 -> pick(NOTES);
      case 1 -> "";
      case 2 -> pick(NOTES).repeat(1 + random.nextInt(20));
      default -> null;
    };
  }

  private @Nullable Object[] purchaseOrder(int i) {
    return new @Nullable Object[] {
      i,
      "PO-" + i,
      "仕入先" + random.nextInt(50),
      1 + random.nextInt(PRODUCTS),
      1 + random.nextInt(500),
      "SENT",
      time(),
      precise()
    };
  }

  private BigDecimal money(int most) {
    return BigDecimal.valueOf(random.nextInt(most * 100), 2);
  }

  private LocalDateTime time() {
    return EPOCH.plusSeconds(random.nextInt(60_000_000));
  }

  private LocalDateTime precise() {
    return time().plusNanos(1_000L * random.nextInt(1_000_000));
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private interface Row {
    @Nullable Object[] of(int number);
  }
}
