CREATE TABLE orders (order_id BIGINT, changed DATETIME, seen DATETIME(6), PRIMARY KEY (order_id)) ENGINE=InnoDB;
