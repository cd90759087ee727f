-- Roles and database of the access log on PostgreSQL 15 or newer. Run once as a superuser:
--   psql -v owner_password=... -v app_password=... -f docs/postgresql-roles.sql
-- access_log_owner owns the tables: ConnectionStrings:AccessLogMaintenance, for migrations and for the operator's commands.
-- access_log_app adds and reads:    ConnectionStrings:AccessLog. The service grants it what it needs when it makes the tables.
CREATE ROLE access_log_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE access_log_app LOGIN PASSWORD :'app_password';
CREATE DATABASE access_log OWNER access_log_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE access_log FROM PUBLIC;
GRANT CONNECT ON DATABASE access_log TO access_log_app;

-- So that "audit erase" can let the write-ahead log go over to a new segment. Without these two it says what is left to do.
GRANT pg_checkpoint TO access_log_owner;
\connect access_log
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO access_log_owner;

-- What the service grants at its start, for whoever would rather do it by hand as access_log_owner after the tables were made:
--   GRANT SELECT, INSERT ON entries, subjects, details, seals, checkpoints, statements, pseudonyms, erasures, probes TO access_log_app;
--   GRANT UPDATE ON probes TO access_log_app;             -- the one row by which health sees that the disk takes more
--   GRANT SELECT ON instances, "__EFMigrationsHistory" TO access_log_app;
--   GRANT SELECT, USAGE ON SEQUENCE entries_position_seq TO access_log_app;
