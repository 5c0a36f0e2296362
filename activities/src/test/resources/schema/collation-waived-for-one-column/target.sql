CREATE TABLE orders (code VARCHAR(30) COLLATE utf8mb4_bin, region VARCHAR(10) COLLATE utf8mb4_bin, PRIMARY KEY (code, region)) ENGINE=InnoDB;
