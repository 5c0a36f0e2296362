CREATE TABLE orders (order_id BIGINT, guid BINARY(16), scan BLOB, PRIMARY KEY (order_id)) ENGINE=InnoDB;
