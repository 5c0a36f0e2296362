CREATE TABLE customers (id BIGINT PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE orders (order_id BIGINT, customer BIGINT, CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers (id), PRIMARY KEY (order_id)) ENGINE=InnoDB;
