-- Derived from the log; `redress rebuild` empties and refills these tables.

CREATE TABLE cases (
    case_id      BLOB    PRIMARY KEY NOT NULL,
    version      INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    hash         BLOB    NOT NULL,
    person_id    BLOB    NOT NULL,
    order_key    TEXT    NOT NULL,
    -- When the first of its clocks is due, milliseconds since 1970 in UTC.
    due          INTEGER NOT NULL,
    -- Its places in queues, as JSON: [["open","",1773052800000],["mine","<user id>",1773052800000]].
    places       TEXT    NOT NULL,
    -- What a queue shows of it, as JSON.
    row          TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_of_order ON cases (order_key);
CREATE INDEX cases_of_person ON cases (person_id);

-- What the cases of an order gave and reserve. Whoever decides upon it names the version they read, and a case is
-- appended to only while that is still the version: two cases can't give the same money at once.
CREATE TABLE order_ledgers (
    order_key TEXT    PRIMARY KEY NOT NULL,
    version   INTEGER NOT NULL,
    body      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Which order a refund was shown for or recorded on, by its reference as it is compared: it shows none of another order.
CREATE TABLE refund_references (
    reference TEXT    NOT NULL,
    order_key TEXT    NOT NULL,
    -- Of the sums, which are in minor units; empty where none is named.
    currency  TEXT    NOT NULL,
    -- What was recorded by hand on the order, and what it proves of it; nothing where that is not so.
    by_hand   INTEGER,
    proven    INTEGER,
    PRIMARY KEY (reference, order_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX refund_references_of_order ON refund_references (order_key);

-- One row per queue a case stands in, in the order in which the queue is worked.
CREATE TABLE queue (
    view    TEXT    NOT NULL,
    owner   TEXT    NOT NULL,
    -- The moment that orders the queue, milliseconds since 1970 in UTC.
    due     INTEGER NOT NULL,
    case_id BLOB    NOT NULL,
    PRIMARY KEY (view, owner, due, case_id)
) STRICT, WITHOUT ROWID;

-- How many cases stand in each queue: counting a million rows for every look is too slow.
CREATE TABLE queue_counts (
    view  TEXT    NOT NULL,
    owner TEXT    NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (view, owner)
) STRICT, WITHOUT ROWID;
