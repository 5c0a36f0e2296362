CREATE TABLE orders (order_id BIGINT, rate DECIMAL(10,2), PRIMARY KEY (order_id)) ENGINE=InnoDB;
