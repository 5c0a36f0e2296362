CREATE TABLE orders (order_id BIGINT, rate DECIMAL(8,2), PRIMARY KEY (order_id)) ENGINE=InnoDB;
