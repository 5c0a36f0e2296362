CREATE TABLE orders (order_id BIGINT, code INT, at VARCHAR(30), amount DATETIME, PRIMARY KEY (order_id)) ENGINE=InnoDB;
