CREATE TABLE orders (order_id BIGINT, rate FLOAT, share DOUBLE, PRIMARY KEY (order_id)) ENGINE=InnoDB;
