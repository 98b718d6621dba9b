-- Roles in PostgreSQL: the gate that holds when everything before it fails.
--
-- kmt_owner   owns the tables and migrates; nobody works with it from day to day
-- kmt_app     the product: may add to the record, never change or remove what is in it
-- kmt_report  figures for the report server: counts only, and no key of anybody
--
-- Run as kmt_owner in the database of the product after every `./kmt manage migrate`:
--     psql -d kmt -f docs/deploy/postgres-roles.sql
-- and in the database of the keys:
--     psql -d kmt_keys -f docs/deploy/postgres-roles-keys.sql
-- The roles are made once, by a superuser, each with a password or certificate of its own:
--     CREATE ROLE kmt_app LOGIN NOINHERIT; CREATE ROLE kmt_report LOGIN NOINHERIT;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM kmt_app, kmt_report;
GRANT USAGE ON SCHEMA public TO kmt_app, kmt_report;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kmt_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO kmt_app;

-- The record, its signed heads and the certificates of what was destroyed: add and read, nothing
-- else. Without TRIGGER and without being the owner the triggers cannot be switched off either.
REVOKE ALL ON audit_auditevent, audit_treehead, retention_destructioncertificate FROM kmt_app;
GRANT SELECT, INSERT ON audit_auditevent, audit_treehead, retention_destructioncertificate TO kmt_app;

-- Log-ins are forgotten after six months; a trigger keeps the younger ones.
REVOKE ALL ON audit_loginevent FROM kmt_app;
GRANT SELECT, INSERT, DELETE ON audit_loginevent TO kmt_app;

-- What was migrated is nothing the product changes.
REVOKE ALL ON django_migrations FROM kmt_app;
GRANT SELECT ON django_migrations TO kmt_app;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM kmt_report;
GRANT SELECT ON insight_estimaterun, insight_factsheet TO kmt_report;
