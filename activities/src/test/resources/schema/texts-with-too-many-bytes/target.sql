CREATE TABLE orders (order_id BIGINT, note MEDIUMTEXT, remark TEXT, short TINYTEXT, PRIMARY KEY (order_id)) ENGINE=InnoDB;
