-- The feed is the order of these rows: they are added at the end and never touched again.
CREATE TABLE log_events (
    position INTEGER PRIMARY KEY,
    family   TEXT    NOT NULL,
    stream   BLOB    NOT NULL,
    version  INTEGER NOT NULL,
    at       TEXT    NOT NULL,
    actor    TEXT    NOT NULL,
    command  BLOB    NOT NULL,
    kind     TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    slot     INTEGER,
    sealed   BLOB,
    hash     BLOB    NOT NULL,
    feed_hash BLOB   NOT NULL,
    UNIQUE (stream, family, version)
) STRICT;

-- Where the feed ends, said apart, so that an end cut off is noticed.
CREATE TABLE log_end (
    position INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;
INSERT INTO log_end (position, hash) VALUES (0, zeroblob(32));

-- Whose keys seal what is here.
CREATE TABLE log_vault (id BLOB NOT NULL) STRICT;
