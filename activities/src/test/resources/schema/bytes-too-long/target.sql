CREATE TABLE orders (order_id BIGINT, guid VARBINARY(16), PRIMARY KEY (order_id)) ENGINE=InnoDB;
