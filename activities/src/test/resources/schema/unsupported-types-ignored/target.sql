CREATE TABLE orders (order_id BIGINT, photo LONGBLOB, PRIMARY KEY (order_id)) ENGINE=InnoDB;
