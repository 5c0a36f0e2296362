CREATE TABLE orders (order_id BIGINT, place GEOMETRY, PRIMARY KEY (order_id)) ENGINE=InnoDB;
