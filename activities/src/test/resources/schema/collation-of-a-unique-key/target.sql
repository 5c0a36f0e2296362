CREATE TABLE orders (order_id BIGINT PRIMARY KEY, kana VARCHAR(30) COLLATE utf8mb4_unicode_ci, UNIQUE (kana)) ENGINE=InnoDB;
