CREATE TABLE orders (order_id BIGINT, place GEOMETRY, lasts VARCHAR(40), opens TIME, tags JSON, address INET6, PRIMARY KEY (order_id)) ENGINE=InnoDB;
