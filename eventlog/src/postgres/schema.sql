-- No key here is unique without the stream's id, so the events can be spread over machines by it.
CREATE TABLE log_events (
    stream   uuid   NOT NULL,
    family   text   NOT NULL,
    version  bigint NOT NULL,
    at       text   NOT NULL,
    actor    text   NOT NULL,
    command  uuid   NOT NULL,
    kind     text   NOT NULL,
    body     text   NOT NULL,
    slot     bigint,
    sealed   bytea,
    hash     bytea  NOT NULL,
    PRIMARY KEY (stream, family, version)
);

-- The feed: which event was committed when, counted by commits.
CREATE TABLE log_feed (
    position bigint PRIMARY KEY,
    stream   uuid   NOT NULL,
    family   text   NOT NULL,
    version  bigint NOT NULL,
    hash     bytea  NOT NULL
);

-- Where the feed ends. Who commits holds this row, last of all.
CREATE TABLE log_end (
    position bigint NOT NULL,
    hash     bytea  NOT NULL
);
INSERT INTO log_end (position, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

-- Places in the vault, given out once each.
CREATE SEQUENCE log_slots MINVALUE 0;

-- Whose keys seal what is here.
CREATE TABLE log_vault (id uuid NOT NULL);
