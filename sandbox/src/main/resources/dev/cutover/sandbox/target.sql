CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, code VARCHAR(20), name VARCHAR(100), kana VARCHAR(100), email VARCHAR(200), postal_code VARCHAR(8), address VARCHAR(300), created_at DATETIME) ENGINE=InnoDB;
CREATE TABLE products (product_id BIGINT PRIMARY KEY, sku VARCHAR(30), name VARCHAR(200), unit_price DECIMAL(12,2), description LONGTEXT) ENGINE=InnoDB;
CREATE TABLE inventory (warehouse VARCHAR(10), product_id BIGINT, quantity BIGINT, updated_at DATETIME(6), PRIMARY KEY (warehouse, product_id)) ENGINE=InnoDB;
CREATE TABLE orders (order_id BIGINT AUTO_INCREMENT PRIMARY KEY, reference VARCHAR(60), customer_id BIGINT, ordered_at DATETIME, status VARCHAR(12), total DECIMAL(14,2), discount DECIMAL(7,4), note VARCHAR(1000), updated_at DATETIME(6), KEY orders_reference (reference)) ENGINE=InnoDB;
CREATE TABLE order_lines (order_id BIGINT, line_no SMALLINT, product_id BIGINT, quantity INT, price DECIMAL(12,2), PRIMARY KEY (order_id, line_no)) ENGINE=InnoDB;
CREATE TABLE purchase_orders (po_id BIGINT AUTO_INCREMENT PRIMARY KEY, reference VARCHAR(60), supplier VARCHAR(40), product_id BIGINT, quantity INT, status VARCHAR(12), created_at DATETIME, sent_at DATETIME(6), KEY purchase_orders_status (status)) ENGINE=InnoDB;
CREATE TABLE batch_runs (job VARCHAR(40), occurrence VARCHAR(40), finished_at DATETIME(6), detail VARCHAR(200), PRIMARY KEY (job, occurrence)) ENGINE=InnoDB;
