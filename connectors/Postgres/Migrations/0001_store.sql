-- One row a shard, updated by every commit: room on the page lets the new version lie beside the old one.
CREATE TABLE engine_shards (
    shard integer PRIMARY KEY,
    epoch bigint NOT NULL,
    sequence bigint NOT NULL,
    positions text NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

CREATE TABLE engine_segments (
    shard integer NOT NULL,
    sequence bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (shard, sequence)
);

-- Facts are dense already: trying to compress them costs more than it saves.
ALTER TABLE engine_segments ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Entries live for moments: vacuum by their number, not by the table's size.
CREATE TABLE engine_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shard integer NOT NULL,
    sequence bigint NOT NULL,
    keys bytea NOT NULL,
    UNIQUE (shard, sequence)
) WITH (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0);
