CREATE TABLE orders (order_id BIGINT, name VARCHAR(10), PRIMARY KEY (order_id)) ENGINE=InnoDB;
CREATE TRIGGER stamp_orders BEFORE INSERT ON orders FOR EACH ROW SET NEW.name = UPPER(NEW.name);
