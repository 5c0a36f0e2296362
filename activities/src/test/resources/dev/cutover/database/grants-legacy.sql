-- Legacy of oms, Oracle: oms-legacy-db-rehearsal, oms-legacy-db-production.
-- The least that cutover's accounts need. For a DBA to run (in the PDB, where there is one), once
-- the plan's tables are there, with these replaced:
--   <schema>           the owner of the plan's tables, as OMS
--   <engine>           the engine's account, as CUTOVER
--   <engine_password>  its password, in double quotes
--   <tablespace>       where the engine's tables go
--   <business>         the account of the application that a freeze is proven with

-- The engine's account. The fence lets it through by its name. The business's writes are journaled
-- in its tables: a quota that is used up would refuse them. Who drops it drops the fence.
CREATE USER <engine> IDENTIFIED BY <engine_password> DEFAULT TABLESPACE <tablespace> QUOTA UNLIMITED ON <tablespace>;
GRANT CREATE SESSION TO <engine>;

-- Its tables; two of them number their rows, which takes a sequence.
GRANT CREATE TABLE, CREATE SEQUENCE TO <engine>;

-- The function by which triggers ask the fence.
GRANT CREATE PROCEDURE TO <engine>;

-- A trigger on each table of the plan. On another schema's no smaller right does.
GRANT CREATE ANY TRIGGER TO <engine>;

-- Digests of CLOBs and long texts.
GRANT EXECUTE ON SYS.DBMS_CRYPTO TO <engine>;

-- The plan's tables. SELECT: copies, deltas and comparisons read them, and a drain locks them for a
-- moment. INSERT, UPDATE, DELETE: a rollback carries back what the target took.
GRANT SELECT, INSERT, UPDATE, DELETE ON <schema>."CUSTOMERS" TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE ON <schema>."PRODUCTS" TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE ON <schema>."INVENTORY" TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE ON <schema>."ORDERS" TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE ON <schema>."ORDER_LINES" TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE ON <schema>."PURCHASE_ORDERS" TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE ON <schema>."BATCH_RUNS" TO <engine>;
-- The schema check sees these tables alone. Look through the others of <schema> yourself: each
-- belongs into the plan, or out of its scope.

-- The plan's sequences go on behind all keys in use (ALTER).
GRANT SELECT, ALTER ON <schema>."ORDER_SEQ" TO <engine>;
GRANT SELECT, ALTER ON <schema>."PO_SEQ" TO <engine>;

-- All goes on without these. With them the engine says whose session holds up a freeze instead of
-- in which table there is one.
-- GRANT SELECT ON SYS.GV_$LOCKED_OBJECT TO <engine>;
-- GRANT SELECT ON SYS.GV_$SESSION TO <engine>;

-- The account that a freeze is proven with: it sets a key of a row of each table to itself, which
-- must be refused. The application's own has these rights already.
GRANT SELECT, UPDATE ON <schema>."CUSTOMERS" TO <business>;
GRANT SELECT, UPDATE ON <schema>."PRODUCTS" TO <business>;
GRANT SELECT, UPDATE ON <schema>."INVENTORY" TO <business>;
GRANT SELECT, UPDATE ON <schema>."ORDERS" TO <business>;
GRANT SELECT, UPDATE ON <schema>."ORDER_LINES" TO <business>;
GRANT SELECT, UPDATE ON <schema>."PURCHASE_ORDERS" TO <business>;
GRANT SELECT, UPDATE ON <schema>."BATCH_RUNS" TO <business>;

-- Accounts of the business (OMS_APP) need nothing for the fence, whose triggers run with their
-- owner's rights, and must not get around it: they are not the tables' owner, have no ALTER on the
-- tables, and neither ALTER ANY TRIGGER, DROP ANY TRIGGER, ALTER ANY TABLE nor DROP ANY TABLE (it
-- is TRUNCATE too, which fires no trigger).
