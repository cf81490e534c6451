-- Roles with no more rights than they need. Run it once as a superuser, connected to Sluice's own database, before the
-- first start; running it again is harmless. Then give each role a password (\password sluice_worker).
--
--   sluice_owner   owns the tables: the first start and each upgrade run as this one
--   sluice_worker  reads and writes rows, makes and changes no table: what runs day by day
--                  (append-only tables refuse its changes and deletions by triggers, which it cannot remove)
--   sluice_reader  only reads: people, dashboards, `sluice show`
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['sluice_owner', 'sluice_worker', 'sluice_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', name);
        END IF;
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO sluice_owner, sluice_worker, sluice_reader', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO sluice_owner;
GRANT USAGE ON SCHEMA public TO sluice_worker, sluice_reader;

-- Tables that the owner will make.
ALTER DEFAULT PRIVILEGES FOR ROLE sluice_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sluice_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE sluice_owner IN SCHEMA public GRANT SELECT ON TABLES TO sluice_reader;

-- Tables that are there already.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sluice_worker;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO sluice_reader;
