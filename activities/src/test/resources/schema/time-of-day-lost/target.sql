CREATE TABLE orders (order_id BIGINT, at DATE, PRIMARY KEY (order_id)) ENGINE=InnoDB;
