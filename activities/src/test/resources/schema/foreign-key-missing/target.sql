CREATE TABLE customers (id BIGINT PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE orders (order_id BIGINT, customer BIGINT, PRIMARY KEY (order_id)) ENGINE=InnoDB;
