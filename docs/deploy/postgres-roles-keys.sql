-- The database of the keys of persons: the product may use them, the report server may not even come in.
-- Run as kmt_owner in that database; see postgres-roles.sql.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM kmt_report;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM kmt_report;
GRANT USAGE ON SCHEMA public TO kmt_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kmt_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO kmt_app;

-- In production also, by a superuser:
--     REVOKE CONNECT ON DATABASE kmt_keys FROM PUBLIC; GRANT CONNECT ON DATABASE kmt_keys TO kmt_app;
