CREATE TABLE orders_of_all_customers_of_all_regions_by_day_and_hours (id BIGINT PRIMARY KEY);
