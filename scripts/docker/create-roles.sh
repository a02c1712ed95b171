#!/bin/sh
# Runs once, when the database container makes its cluster: the three roles, and a database that the
# migrator owns and nobody else may enter.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=migrator="$MIGRATOR_PASSWORD" --set=app="$APP_PASSWORD" --set=worker="$WORKER_PASSWORD" <<'SQL'
CREATE ROLE holdpoint_migrator LOGIN CREATEDB PASSWORD :'migrator';
CREATE ROLE holdpoint_app LOGIN PASSWORD :'app';
CREATE ROLE holdpoint_worker LOGIN PASSWORD :'worker';
CREATE DATABASE holdpoint OWNER holdpoint_migrator;
REVOKE ALL ON DATABASE holdpoint FROM PUBLIC;
GRANT CONNECT ON DATABASE holdpoint TO holdpoint_app, holdpoint_worker;
SQL
