CREATE TABLE orders (at DATETIME(6), rate DOUBLE, opens TIME, guid BINARY(16), code VARBINARY(200), PRIMARY KEY (at, rate, opens, guid, code)) ENGINE=InnoDB;
