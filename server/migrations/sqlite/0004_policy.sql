-- Policy packs: what happened to their drafts, and every version that was, is or will be in force.
-- Nothing in these tables is derived: rows are only ever added, and a rebuild leaves them alone.

CREATE TABLE policy_events (
    seq         INTEGER PRIMARY KEY,
    draft_id    BLOB    NOT NULL,
    -- Its place in its draft, from 1.
    revision    INTEGER NOT NULL,
    at          TEXT    NOT NULL,
    user_id     BLOB    NOT NULL,
    -- The command it answers, and SHA-256 of that, so that one id can't stand for two intents.
    command_id  BLOB    NOT NULL UNIQUE,
    fingerprint BLOB    NOT NULL,
    kind        TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    -- SHA-256 over the previous event's hash of the same draft and this row: a row changed by hand is noticed.
    hash        BLOB    NOT NULL,
    UNIQUE (draft_id, revision)
) STRICT;

CREATE TABLE pack_versions (
    seq         INTEGER PRIMARY KEY,
    pack        TEXT    NOT NULL,
    version     TEXT    NOT NULL,
    -- SHA-256 of the public part: its address.
    hash        TEXT    NOT NULL,
    -- As it was written, and both parts as they were compiled then.
    source      TEXT    NOT NULL,
    public      TEXT    NOT NULL,
    desk        TEXT,
    noted_at    TEXT    NOT NULL,
    -- The first day in the shop's zone, for one that was drafted here; none for one that came with the installation.
    from_day    TEXT,
    draft_id    BLOB,
    written_by  BLOB,
    approved_by BLOB
) STRICT;
CREATE INDEX pack_versions_by_hash ON pack_versions (hash);
