-- What the desk keeps beside the log: orders, files, users, sessions.

CREATE TABLE orders (
    -- The number in the form in which two numbers are the same; the number as printed is in the body.
    order_key    TEXT PRIMARY KEY NOT NULL,
    person_id    BLOB NOT NULL,
    -- Whether the shop itself says by a customer's number who that is.
    is_named     INTEGER NOT NULL,
    body         TEXT NOT NULL,
    contact_hint TEXT NOT NULL,
    -- SHA-256 of all the above and the contact keys: tells a changed order from an unchanged one.
    digest       BLOB NOT NULL
) STRICT;

-- Finds an order by a number whose dashes were left out.
CREATE INDEX orders_without_dashes ON orders (replace(order_key, '-', ''));

-- What an order may be taken for another one by: its number without signs and leading zeros (`n:`), and its parcel's
-- tracking number (`t:`).
CREATE TABLE order_looks (
    look      TEXT NOT NULL,
    order_key TEXT NOT NULL REFERENCES orders (order_key) ON DELETE CASCADE,
    PRIMARY KEY (look, order_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_looks_of_order ON order_looks (order_key);

-- Under which references the shop itself tells of refunds of its orders, as it tells of them now, and how much went back.
-- What it told of a buyer whose number it has given to another stays: the money went out all the same.
CREATE TABLE order_references (
    reference TEXT    NOT NULL,
    order_key TEXT    NOT NULL REFERENCES orders (order_key) ON DELETE CASCADE,
    -- Whose the order was when that was told.
    person_id BLOB    NOT NULL,
    -- Of the sum, which is in minor units; empty where none is named.
    currency  TEXT    NOT NULL,
    told      INTEGER NOT NULL,
    PRIMARY KEY (reference, order_key, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_references_of_order ON order_references (order_key);

-- Orders that changed under an open case, until the server has told their cases; counted up with every change.
CREATE TABLE order_news (
    order_key TEXT    PRIMARY KEY NOT NULL,
    n         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Keyed hashes of what the buyer can prove themself with.
CREATE TABLE order_contacts (
    order_key   TEXT NOT NULL REFERENCES orders (order_key) ON DELETE CASCADE,
    contact_key BLOB NOT NULL,
    PRIMARY KEY (order_key, contact_key)
) STRICT, WITHOUT ROWID;

-- Contacts that proved an order whose cases go on, and do so no more: they still open the cases of that person.
CREATE TABLE former_contacts (
    order_key   TEXT NOT NULL,
    contact_key BLOB NOT NULL,
    person_id   BLOB NOT NULL,
    PRIMARY KEY (order_key, contact_key, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    evidence_id  BLOB    PRIMARY KEY NOT NULL,
    -- Until the complaint is filed a file belongs to an order and the command that will file it.
    order_key    TEXT    NOT NULL,
    command_id   BLOB    NOT NULL,
    case_id      BLOB,
    media_type   TEXT    NOT NULL,
    bytes        INTEGER NOT NULL,
    sha256       BLOB    NOT NULL,
    path         TEXT    NOT NULL,
    uploaded_at  INTEGER NOT NULL,
    -- Whether the command it was uploaded for was carried out; what nobody claims within a day goes again.
    is_claimed   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_of_command ON evidence (command_id);
CREATE UNIQUE INDEX evidence_by_path ON evidence (path);
CREATE INDEX evidence_unclaimed ON evidence (uploaded_at) WHERE is_claimed = 0;
CREATE INDEX evidence_of_case ON evidence (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE users (
    user_id       BLOB    PRIMARY KEY NOT NULL,
    name          TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    display_name  TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
    password_hash TEXT    NOT NULL,
    is_disabled   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    -- SHA-256 of the session's id, which opens it and is written down nowhere.
    session_key BLOB    PRIMARY KEY NOT NULL,
    body        TEXT    NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- What is true of this desk as a whole: one row, written when it is made.
CREATE TABLE desk (
    only      INTEGER PRIMARY KEY CHECK (only = 1),
    -- Made with the secret key, which lies outside the database: a key that is not the right one is noticed.
    key_check BLOB    NOT NULL
) STRICT;

-- Filled and emptied in one transaction, to see whether there is room for a change.
CREATE TABLE probe (
    filler BLOB NOT NULL
) STRICT;

-- What became of users, in order. Rows are only ever added.
CREATE TABLE user_log (
    seq     INTEGER PRIMARY KEY,
    at      TEXT    NOT NULL,
    -- Who did it: a user's id, or the command line.
    by      TEXT    NOT NULL,
    user_id BLOB    NOT NULL,
    -- Their sign-in name then.
    name    TEXT    NOT NULL,
    what    TEXT    NOT NULL
) STRICT;

-- Cases on their way from one user to another: asked for at the command line, carried out by the server.
CREATE TABLE hand_overs (
    from_user BLOB PRIMARY KEY NOT NULL,
    to_user   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
