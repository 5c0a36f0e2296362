CREATE TABLE orders (code VARCHAR(30) COLLATE utf8mb4_uca1400_ai_ci PRIMARY KEY, name VARCHAR(10) COLLATE utf8mb4_general_ci) ENGINE=InnoDB;
