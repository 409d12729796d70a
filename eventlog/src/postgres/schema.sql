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

-- How far each stream has come.
CREATE TABLE log_streams (
    stream  uuid   NOT NULL,
    family  text   NOT NULL,
    version bigint NOT NULL,
    hash    bytea  NOT NULL,
    PRIMARY KEY (stream, family)
);

-- Commands that were answered, so that one sent again is known.
CREATE TABLE log_commands (
    stream       uuid   NOT NULL,
    family       text   NOT NULL,
    command      uuid   NOT NULL,
    actor        text   NOT NULL,
    fingerprint  bytea  NOT NULL,
    from_version bigint NOT NULL,
    to_version   bigint NOT NULL,
    hash         bytea  NOT NULL,
    PRIMARY KEY (stream, family, command)
);

-- What must hold between streams: a row is written only by who has seen its version.
CREATE TABLE log_rows (
    kind    text   NOT NULL,
    key     text   NOT NULL,
    version bigint NOT NULL,
    body    text   NOT NULL,
    hash    bytea  NOT NULL,
    PRIMARY KEY (kind, key)
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

-- How far each follower has come.
CREATE TABLE log_cursors (
    follower text   PRIMARY KEY,
    position bigint NOT NULL
);

-- In which place of the vault the key of a person lies.
CREATE TABLE log_people (
    person uuid   PRIMARY KEY,
    slot   bigint NOT NULL UNIQUE,
    hash   bytea  NOT NULL
);
CREATE SEQUENCE log_slots MINVALUE 0;
