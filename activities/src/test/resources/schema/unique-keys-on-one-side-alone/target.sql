CREATE TABLE orders (order_id BIGINT PRIMARY KEY, code VARCHAR(30), mail VARCHAR(30), UNIQUE mail_once (mail)) ENGINE=InnoDB;
