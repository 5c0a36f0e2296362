-- Target of oms, MySQL: oms-target-db-rehearsal, oms-target-db-production.
-- The least that cutover's accounts need. For an administrator to run, once the plan's tables are
-- there, with these replaced:
--   <schema>           the database that holds them
--   <engine>           the engine's account, as cutover@'10.1.%' for the workers' hosts
--   <engine_password>  its password, in quotes

-- The engine's account. The fence lets it through by its name: no application may have that name,
-- from whatever host. Triggers run with its rights: who drops it while they stand stops the
-- business's writes.
CREATE USER IF NOT EXISTS <engine> IDENTIFIED BY <engine_password>;

-- The plan's tables. SELECT: copies, deltas and comparisons read them. INSERT, UPDATE, DELETE:
-- copies, deltas and repairs write them. TRIGGER: the fence and the journal. ALTER: the next key is
-- set behind all keys in use. Names are those that schema propose gives.
GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON `<schema>`.`customers` TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON `<schema>`.`products` TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON `<schema>`.`inventory` TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER, ALTER ON `<schema>`.`orders` TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON `<schema>`.`order_lines` TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER, ALTER ON `<schema>`.`purchase_orders` TO <engine>;
GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON `<schema>`.`batch_runs` TO <engine>;

-- The engine's own tables, all made by init on both sides (CREATE). The triggers write the journal
-- with this account's rights, whoever fires them.
-- DELETE on certificate, discrepancy, repair, throttle is for reset, in a rehearsal: --environment
-- production leaves it out.
-- fence: which side is live; the journal refers to it
GRANT CREATE, SELECT, INSERT, UPDATE, REFERENCES ON `<schema>`.`cutover_fence` TO <engine>;
-- token: which attempt may write
GRANT CREATE, SELECT, INSERT, UPDATE ON `<schema>`.`cutover_token` TO <engine>;
-- journal: keys of rows that the business wrote
GRANT CREATE, SELECT, INSERT, DELETE ON `<schema>`.`cutover_journal` TO <engine>;
-- dirty: such keys, once they are carried
GRANT CREATE, SELECT, INSERT, DELETE ON `<schema>`.`cutover_dirty` TO <engine>;
-- chunk: how far each copy is
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `<schema>`.`cutover_chunk` TO <engine>;
-- certificate: what was found equal
GRANT CREATE, DELETE ON `<schema>`.`cutover_certificate` TO <engine>;
-- seal: the other half of certificates
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `<schema>`.`cutover_seal` TO <engine>;
-- discrepancy: what was found different
GRANT CREATE, DELETE ON `<schema>`.`cutover_discrepancy` TO <engine>;
-- repair: what a repair has written over
GRANT CREATE, DELETE ON `<schema>`.`cutover_repair` TO <engine>;
-- proof: the tables as init found them
GRANT CREATE, SELECT, INSERT, DELETE ON `<schema>`.`cutover_proof` TO <engine>;
-- ledger: what happened; nothing ever changes there
GRANT CREATE ON `<schema>`.`cutover_ledger` TO <engine>;
-- refused: rows that legacy did not take back
GRANT CREATE, SELECT, INSERT, DELETE ON `<schema>`.`cutover_refused` TO <engine>;
-- throttle: how fast copies may write
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `<schema>`.`cutover_throttle` TO <engine>;

-- All goes on without it. With it the engine says whose session holds up a freeze instead of that
-- there is one, and sees that a table was truncated.
-- GRANT PROCESS ON *.* TO <engine>;

-- Accounts of the business (OMS_APP) need nothing for the fence, and must not get around it: no
-- SUPER; no TRIGGER, ALTER or DROP on the plan's tables (DROP is TRUNCATE too, which fires no
-- trigger); nothing on the engine's. Rights on `<schema>`.* are rights on the engine's tables:
-- grant them table by table.

-- The server's settings: log_bin_trust_function_creators = 1 while the binary log is on, else a
-- trigger takes SUPER; local_infile = 1, else copies take several times as long.
