CREATE TABLE orders (order_id BIGINT, `rank` SMALLINT, `groups` SMALLINT, plain SMALLINT, PRIMARY KEY (order_id)) ENGINE=InnoDB;
