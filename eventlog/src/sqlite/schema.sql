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
    place    BLOB    NOT NULL,
    UNIQUE (stream, family, version)
) STRICT;

-- How far each stream has come.
CREATE TABLE log_streams (
    stream  BLOB    NOT NULL,
    family  TEXT    NOT NULL,
    version INTEGER NOT NULL,
    hash    BLOB    NOT NULL,
    PRIMARY KEY (stream, family)
) STRICT, WITHOUT ROWID;

-- Commands that were answered, so that one sent again is known.
CREATE TABLE log_commands (
    stream       BLOB    NOT NULL,
    family       TEXT    NOT NULL,
    command      BLOB    NOT NULL,
    actor        TEXT    NOT NULL,
    fingerprint  BLOB    NOT NULL,
    from_version INTEGER NOT NULL,
    to_version   INTEGER NOT NULL,
    hash         BLOB    NOT NULL,
    PRIMARY KEY (stream, family, command)
) STRICT, WITHOUT ROWID;

-- What must hold between streams: a row is written only by who has seen its version.
CREATE TABLE log_rows (
    kind    TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    version INTEGER NOT NULL,
    body    TEXT    NOT NULL,
    hash    BLOB    NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- Where the feed ends, said apart, so that an end cut off is noticed.
CREATE TABLE log_end (
    position INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;
INSERT INTO log_end (position, hash) VALUES (0, zeroblob(32));

-- How far each follower has come.
CREATE TABLE log_cursors (
    follower TEXT    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- In which place of the vault the key of a person lies.
CREATE TABLE log_people (
    person BLOB    NOT NULL PRIMARY KEY,
    slot   INTEGER NOT NULL UNIQUE,
    hash   BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
