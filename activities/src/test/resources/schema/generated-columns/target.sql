CREATE TABLE orders (order_id BIGINT, net DECIMAL(10,2), gross DECIMAL(12,2), tax DECIMAL(12,2) AS (net * 0.1) VIRTUAL, PRIMARY KEY (order_id)) ENGINE=InnoDB;
