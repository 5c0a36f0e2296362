#!/bin/bash
# Accounts of the legacy side: the owner of the schema, the application, the engine. What the engine
# needs on tables and sequences is granted once they are there: ./cutover plan grants.
set -euo pipefail
sqlplus -s -l / as sysdba <<SQL
whenever sqlerror exit failure
alter session set container = FREEPDB1;
create user OMS_OWNER identified by "${OMS_OWNER_PASSWORD}" quota unlimited on users;
create user OMS_APP identified by "${OMS_LEGACY_APP_PASSWORD}";
create user CUTOVER identified by "${OMS_LEGACY_ENGINE_PASSWORD}" quota unlimited on users;
grant create session, create table, create sequence, create trigger to OMS_OWNER;
grant create session to OMS_APP;
grant create session, create table, create sequence, create procedure, create any trigger to CUTOVER;
grant execute on SYS.DBMS_CRYPTO to CUTOVER;
grant select on SYS.GV_\$LOCKED_OBJECT to CUTOVER;
grant select on SYS.GV_\$SESSION to CUTOVER;
SQL
