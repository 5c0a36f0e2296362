CREATE TABLE orders (order_id BIGINT, line SMALLINT, PRIMARY KEY (line, order_id)) ENGINE=InnoDB;
