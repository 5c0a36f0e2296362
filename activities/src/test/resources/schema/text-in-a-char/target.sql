CREATE TABLE orders (order_id BIGINT, code CHAR(8), name CHAR(8), PRIMARY KEY (order_id)) ENGINE=InnoDB;
