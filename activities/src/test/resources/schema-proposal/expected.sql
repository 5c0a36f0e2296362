CREATE TABLE `customers` (
  `code` VARCHAR(20) NOT NULL,
  `name` VARCHAR(100) NOT NULL,
  `kana` VARCHAR(100),
  `mail` VARCHAR(200),
  PRIMARY KEY (`code`),
  UNIQUE (`mail`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE `orders` (
  `order_id` BIGINT NOT NULL AUTO_INCREMENT,
  `reference` VARCHAR(60) NOT NULL,
  `customer` VARCHAR(20),
  `total` DECIMAL(14, 2),
  `rate` DECIMAL(38, 10),
  `big` DECIMAL(30, 0),
  `small` BIGINT,
  `ordered_at` DATETIME,
  `changed` DATETIME(6),
  `note` LONGTEXT,
  `remark` LONGTEXT,
  `guid` VARBINARY(16),
  `flag` VARCHAR(1),
  PRIMARY KEY (`order_id`),
  UNIQUE (`reference`, `customer`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE `order_lines` (
  `order_id` BIGINT NOT NULL,
  `line_no` BIGINT NOT NULL,
  `group` VARCHAR(10),
  PRIMARY KEY (`order_id`, `line_no`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE `wide` (
  `id` BIGINT NOT NULL,
  `text_1` LONGTEXT,
  `text_2` LONGTEXT,
  `text_3` LONGTEXT,
  `text_4` LONGTEXT,
  `text_5` LONGTEXT,
  `text_6` LONGTEXT,
  `text_7` LONGTEXT,
  `text_8` LONGTEXT,
  `text_9` LONGTEXT,
  `text_10` LONGTEXT,
  `text_11` LONGTEXT,
  `text_12` LONGTEXT,
  `text_13` LONGTEXT,
  `text_14` LONGTEXT,
  `text_15` LONGTEXT,
  `text_16` LONGTEXT,
  `text_17` LONGTEXT,
  `text_18` LONGTEXT,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE TABLE `events` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `名前` VARCHAR(10),
  `rate` DOUBLE,
  `share` FLOAT,
  `seen` DATETIME(6),
  `opens` TIME(3),
  `flag` BOOLEAN,
  `state` ENUM('new','paid'),
  `token` CHAR(36),
  `data` JSON,
  `scan` LONGBLOB,
  `rounded` DECIMAL(10, 4),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
