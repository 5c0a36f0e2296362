CREATE TABLE orders (order_id BIGINT, name VARCHAR(10)) ENGINE=InnoDB;
