CREATE TABLE orders (order_id BIGINT, rate DECIMAL(10,2), fee DECIMAL(10,2), changed DATETIME, seen DATETIME, born DATE, code CHAR(8), PRIMARY KEY (order_id)) ENGINE=InnoDB;
