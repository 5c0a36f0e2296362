#!/bin/bash
# The engine's account on the target side; the application's comes from the image's own settings.
set -euo pipefail
mysql -u root -p"$MYSQL_ROOT_PASSWORD" <<SQL
create user 'cutover'@'%' identified by '${OMS_TARGET_ENGINE_PASSWORD}';
grant select, insert, update, delete, create, drop, alter, index, trigger, references on oms.* to 'cutover'@'%';
SQL
