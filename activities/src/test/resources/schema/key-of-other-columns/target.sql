CREATE TABLE orders (order_id BIGINT, line SMALLINT, PRIMARY KEY (order_id)) ENGINE=InnoDB;
