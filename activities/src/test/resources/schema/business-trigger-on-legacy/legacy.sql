CREATE TABLE ORDERS (ORDER_ID NUMBER(12), NAME VARCHAR2(10), PRIMARY KEY (ORDER_ID));
CREATE TRIGGER STAMP_ORDERS BEFORE INSERT ON ORDERS FOR EACH ROW AS $$org.h2.api.Trigger create() { return new org.h2.api.Trigger() { public void fire(java.sql.Connection c, Object[] a, Object[] b) { } }; }$$;
