CREATE TABLE orders (order_id BIGINT, name VARCHAR(10), at DATETIME, PRIMARY KEY (order_id)) ENGINE=InnoDB;
