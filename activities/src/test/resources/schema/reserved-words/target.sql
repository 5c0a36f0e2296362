CREATE TABLE orders (order_id BIGINT, `range` SMALLINT, left_side SMALLINT, `keys` SMALLINT, PRIMARY KEY (order_id)) ENGINE=InnoDB;
