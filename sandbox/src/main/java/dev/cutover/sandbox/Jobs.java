package dev.cutover.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the 15 batch jobs do, a statement each; its first parameter is the time, its second a random
 * order. The two of purchase orders are more than a statement and stand in the scheduler.
 */
final class Jobs {

  static final String PO_CREATE = "po-create";
  static final String PO_SEND = "po-send";

  static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

  static {
    String someOrders = " WHERE updated_at < ? AND order_id BETWEEN ? AND ?";
    job("order-import", "UPDATE oms.orders SET discount = 0.0500" + someOrders);
    job("order-status-progress", "UPDATE oms.orders SET status = 'PICKED'" + someOrders);
    job("stock-recount", "UPDATE oms.inventory SET quantity = quantity + 1" + someProducts());
    job(
        "stock-reservation-expiry",
        "UPDATE oms.inventory SET quantity = quantity - 1" + someProducts());
    job(PO_CREATE, "");
    job(PO_SEND, "");
    job("invoice-prepare", "UPDATE oms.orders SET note = 'invoiced'" + someOrders);
    job("payment-match", "UPDATE oms.orders SET status = 'PAID'" + someOrders);
    job("shipment-notice", "UPDATE oms.orders SET status = 'SHIPPED'" + someOrders);
    job(
        "customer-dedupe",
        "UPDATE oms.customers SET kana = 'ﾃｽﾄ' WHERE created_at < ? AND customer_id BETWEEN ? AND ?");
    job(
        "price-refresh",
        "UPDATE oms.products SET unit_price = unit_price + 1.01 WHERE ? IS NOT NULL AND product_id BETWEEN ? AND ?");
    job("daily-sales-summary", "UPDATE oms.orders SET total = total + 0" + someOrders);
    job("backorder-release", "UPDATE oms.orders SET status = 'NEW'" + someOrders);
    job("archive-flag", "UPDATE oms.orders SET status = 'ARCHIVED'" + someOrders);
    job("audit-digest", "UPDATE oms.orders SET discount = NULL" + someOrders);
  }

  private Jobs() {}

  private static String someProducts() {
    return " WHERE updated_at < ? AND product_id BETWEEN ? AND ?";
  }

  private static void job(String name, String statement) {
    STATEMENTS.put(name, statement);
  }
}
