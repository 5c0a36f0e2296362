CREATE TABLE orders (order_id BIGINT, name VARCHAR(60), note VARCHAR(1000), PRIMARY KEY (order_id)) ENGINE=InnoDB;
