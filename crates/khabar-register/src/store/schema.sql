-- Positions count code points of the record's text. Dates are ISO 8601. `*_terms` hold the terms of the analyser,
-- each between blanks. Facts of every version of a page are kept; `pages.current` says which version counts.
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (
    page INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    hash BLOB NOT NULL,
    version INTEGER NOT NULL,
    current INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    record_id TEXT NOT NULL,
    uri TEXT, title TEXT, site TEXT, published TEXT, language TEXT,
    UNIQUE (key, hash)
);
CREATE INDEX pages_record_id ON pages (record_id);
CREATE INDEX pages_batch ON pages (batch);
-- The whole record as it stands on the wire: JSON, packed with Zstandard. Every other table can be made from it.
CREATE TABLE records (page INTEGER PRIMARY KEY, json BLOB NOT NULL);
CREATE TABLE rejects (source TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (
    page INTEGER NOT NULL, fact TEXT NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL, link TEXT,
    terms TEXT NOT NULL, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE TABLE roles (
    page INTEGER NOT NULL, fact TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    person TEXT NOT NULL, entity TEXT, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE TABLE mentions (
    page INTEGER NOT NULL, fact TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    label TEXT NOT NULL, entity TEXT, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE TABLE times (
    page INTEGER NOT NULL, fact TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    type TEXT NOT NULL, value TEXT NOT NULL, mod TEXT, earliest TEXT, latest TEXT, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE TABLE quantities (
    page INTEGER NOT NULL, fact TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    value REAL, min REAL, max REAL, relation TEXT NOT NULL, dimension TEXT NOT NULL, currency TEXT,
    unit TEXT, "of" TEXT, unit_terms TEXT NOT NULL, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE TABLE statements (
    page INTEGER NOT NULL, fact TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    type TEXT NOT NULL, speaker TEXT, entity TEXT, cue TEXT, channel TEXT, relay TEXT, parent TEXT,
    speaker_terms TEXT NOT NULL, channel_terms TEXT NOT NULL, terms TEXT NOT NULL, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE TABLE events (
    page INTEGER NOT NULL, fact TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    type TEXT NOT NULL, status TEXT NOT NULL, actor TEXT, recipient TEXT, place TEXT,
    time TEXT, earliest TEXT, latest TEXT, statement TEXT,
    actor_entity TEXT, recipient_entity TEXT, place_entity TEXT,
    actor_terms TEXT NOT NULL, recipient_terms TEXT NOT NULL, place_terms TEXT NOT NULL, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE TABLE commitments (
    page INTEGER NOT NULL, fact TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    kind TEXT NOT NULL, negated INTEGER NOT NULL, party TEXT, deadline TEXT, deadline_mod TEXT, due TEXT, statement TEXT,
    party_entity TEXT, party_terms TEXT NOT NULL, "by" TEXT NOT NULL,
    PRIMARY KEY (page, fact)
) WITHOUT ROWID;
-- What a page is compared with others by: JSON, packed with Zstandard, made from its record.
CREATE TABLE kept (page INTEGER PRIMARY KEY, json BLOB NOT NULL);
-- What the current pages tell together, made anew when pages came or people decided; `meta.told` and
-- `meta.told_decided` say after which batch and which decision (`meta.decided` counts them).
CREATE TABLE stories (
    story TEXT PRIMARY KEY, page INTEGER NOT NULL, pages INTEGER NOT NULL, reports INTEGER NOT NULL,
    published TEXT, last TEXT, terms TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE story_pages (page INTEGER PRIMARY KEY, story TEXT NOT NULL, place INTEGER NOT NULL, copy_of INTEGER);
CREATE INDEX story_pages_story ON story_pages (story, place);
CREATE TABLE known (
    known INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL,
    link TEXT, roles TEXT NOT NULL, pages INTEGER NOT NULL, terms TEXT NOT NULL
);
CREATE TABLE members (
    page INTEGER NOT NULL, fact TEXT NOT NULL, known INTEGER NOT NULL, "by" TEXT NOT NULL, PRIMARY KEY (page, fact)
) WITHOUT ROWID;
CREATE INDEX members_known ON members (known, page);
-- What people decided, in order. Nothing is deleted: what is undone is marked. `key` and `words` find the fact again in a
-- later version of its page.
CREATE TABLE hand (
    number INTEGER PRIMARY KEY, act TEXT NOT NULL, page INTEGER, fact TEXT, key TEXT, words TEXT,
    value TEXT NOT NULL, note TEXT, who TEXT, at TEXT NOT NULL, undone TEXT
);
CREATE INDEX hand_page ON hand (page);
CREATE INDEX hand_key ON hand (act, key);
