CREATE TABLE orders (order_id BIGINT, opens TIME, closes DATETIME, PRIMARY KEY (order_id)) ENGINE=InnoDB;
