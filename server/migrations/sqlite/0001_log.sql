-- Nothing is released yet: until the first release these files are edited in place, and a data folder that was made by
-- another state of them is refused when it is opened. From then on a change is a file of its own.

-- The log and what belongs to it. Nothing in these tables is derived: a rebuild leaves them alone.

-- What happened, in order. Rows are only ever added.
CREATE TABLE events (
    seq        INTEGER PRIMARY KEY,
    case_id    BLOB    NOT NULL,
    version    INTEGER NOT NULL,
    at         TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    command_id BLOB    NOT NULL,
    kind       TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    -- SHA-256 over the previous event's hash of the same case and this row: a row changed by hand is noticed.
    hash       BLOB    NOT NULL,
    UNIQUE (case_id, version)
) STRICT;

-- Commands already answered, so that a retry is answered the same and changes nothing.
CREATE TABLE commands (
    command_id    BLOB    PRIMARY KEY NOT NULL,
    case_id       BLOB    NOT NULL,
    actor         TEXT    NOT NULL,
    fingerprint   BLOB    NOT NULL,
    from_version  INTEGER NOT NULL,
    to_version    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The number people use for a case.
CREATE TABLE case_numbers (
    case_id BLOB PRIMARY KEY NOT NULL,
    number  TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- What is known of people outside the desk, as they gave it with a case: another case, or somebody whom the shop takes
-- for the same person, never shows or changes it. No event repeats it.
CREATE TABLE people (
    case_id   BLOB PRIMARY KEY NOT NULL,
    person_id BLOB NOT NULL,
    personal  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX people_by_person ON people (person_id);

-- Private links, one per case at a time. The token follows from the desk's key, the case and the generation; only a
-- keyed hash of it is kept.
CREATE TABLE links (
    case_id    BLOB    PRIMARY KEY NOT NULL,
    person_id  BLOB    NOT NULL,
    generation INTEGER NOT NULL,
    token_hash BLOB    NOT NULL UNIQUE,
    -- Seconds since 1970.
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Stretches of the log that a damaged journal took with it, as noticed at a start.
CREATE TABLE losses (
    first_seq  INTEGER PRIMARY KEY NOT NULL,
    last_seq   INTEGER NOT NULL,
    noticed_at TEXT    NOT NULL
) STRICT;
