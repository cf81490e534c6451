CREATE TABLE log_topics (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    partitions INTEGER NOT NULL,
    retention_bytes INTEGER
);
-- id: topic id (11 bits), partition (12 bits) and base offset (40 bits), so that a partition's segments lie together.
CREATE TABLE log_segments (
    id INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    size INTEGER NOT NULL,
    frames BLOB NOT NULL
);
CREATE TABLE engine_shards (
    shard INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    positions TEXT NOT NULL
);
CREATE TABLE engine_segments (
    shard INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (shard, sequence)
);
CREATE TABLE engine_outbox (
    id INTEGER PRIMARY KEY,
    shard INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    keys BLOB NOT NULL,
    UNIQUE (shard, sequence)
);
