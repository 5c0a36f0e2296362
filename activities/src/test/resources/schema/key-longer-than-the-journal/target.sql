CREATE TABLE orders (code VARCHAR(300), region VARCHAR(100), PRIMARY KEY (code, region)) ENGINE=InnoDB;
