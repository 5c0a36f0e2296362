CREATE TABLE orders (order_id BIGINT, photo LONGBLOB, rate DOUBLE, seen DATETIME, flag TINYINT(1), PRIMARY KEY (order_id)) ENGINE=InnoDB;
