CREATE TABLE orders (order_id BIGINT, state ENUM('new','paid'), kind ENUM('a','c'), guid UUID, code UUID, PRIMARY KEY (order_id)) ENGINE=InnoDB;
