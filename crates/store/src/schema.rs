//! The tables. Migrations run in order, each in a transaction; a copy is kept before each.

/// Marks our files ("PDSK"), so that another program's database is told from ours.
pub(crate) const APPLICATION_ID: i64 = 0x5044_534b;

/// One text per schema version. A released one is never edited again.
pub(crate) const MIGRATIONS: [&str; 7] = [
    "
CREATE TABLE partners (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    removed_at INTEGER,
    is_example INTEGER NOT NULL DEFAULT 0,
    environment TEXT,
    -- The last edit that counts: undo and redo move it.
    cursor INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE edits (
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    step INTEGER NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    origin TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, sequence)
) STRICT, WITHOUT ROWID;
-- The draft as it stood after an edit, so that opening costs the same with a long history.
CREATE TABLE checkpoints (
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    draft TEXT NOT NULL,
    PRIMARY KEY (partner_id, sequence)
) STRICT, WITHOUT ROWID;
-- Logos by the hash of their source: an edit of the logo is as small as any other.
CREATE TABLE logos (hash TEXT PRIMARY KEY, source TEXT NOT NULL) STRICT;
CREATE TABLE registrations (
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    company_id TEXT NOT NULL DEFAULT '',
    codename TEXT,
    registered_at INTEGER,
    promoted INTEGER,
    last_seen TEXT,
    last_seen_at INTEGER,
    verified_at INTEGER,
    -- When each token was last put in or forgotten. Never the token.
    personal_token_at INTEGER,
    partner_secret_at INTEGER,
    customer_token_at INTEGER,
    PRIMARY KEY (partner_id, environment)
) STRICT, WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    rules TEXT NOT NULL,
    verdicts TEXT NOT NULL,
    exchanges TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_partner ON runs (partner_id, environment, id);
CREATE TABLE confirmations (
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    check_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, check_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    partner_id TEXT,
    environment TEXT,
    entry TEXT NOT NULL
) STRICT;
-- Companies for which a personal token was put in: erasing everything forgets each of them.
CREATE TABLE token_companies (
    environment TEXT NOT NULL,
    company_id TEXT NOT NULL,
    PRIMARY KEY (environment, company_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
",
    "
-- What was asked again in a run that did not ask everything; null where it did.
ALTER TABLE runs ADD COLUMN asked TEXT NOT NULL DEFAULT 'null';
-- What the live addresses answered, so that newer rules can be tried on it. Of the latest run alone.
ALTER TABLE runs ADD COLUMN evidence TEXT NOT NULL DEFAULT 'null';
",
    "
-- Every token that was put in and not forgotten: where it is, never the token. The owner is a company ID or
-- a partner's id.
CREATE TABLE tokens (
    environment TEXT NOT NULL,
    token TEXT NOT NULL,
    owner TEXT NOT NULL,
    -- 'keychain', 'session', or 'unknown' for those of earlier versions.
    kept TEXT NOT NULL,
    -- The name below which the keychain has it, and the keychain by its own name.
    namespace TEXT NOT NULL,
    place TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (environment, token, owner)
) STRICT, WITHOUT ROWID;
INSERT INTO tokens
    SELECT environment, 'personal', trim(company_id), 'unknown', '', '', 0 FROM token_companies WHERE true
    ON CONFLICT DO NOTHING;
INSERT INTO tokens
    SELECT environment, 'partner_secret', partner_id, 'unknown', '', '', partner_secret_at
    FROM registrations WHERE partner_secret_at IS NOT NULL;
INSERT INTO tokens
    SELECT environment, 'customer', partner_id, 'unknown', '', '', customer_token_at
    FROM registrations WHERE customer_token_at IS NOT NULL;
DROP TABLE token_companies;
-- Origins to which a partner's customer token may go.
CREATE TABLE token_origins (
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    origin TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (partner_id, environment, origin)
) STRICT, WITHOUT ROWID;
-- The ledger: each use of a token, bounded in number.
CREATE TABLE token_uses (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    partner_id TEXT,
    environment TEXT NOT NULL,
    token TEXT NOT NULL,
    owner TEXT NOT NULL,
    -- Where to: a host, or a key of the catalogue of texts for a place on this computer.
    destination TEXT NOT NULL,
    purpose TEXT NOT NULL,
    outcome TEXT NOT NULL,
    -- What is to be filled in into the outcome's sentence, as JSON.
    args TEXT NOT NULL
) STRICT;
CREATE INDEX token_uses_by_owner ON token_uses (environment, token, owner, id);
",
    "
-- The edit that this one was made on: what was undone stays, as a branch that history can go back to.
ALTER TABLE edits ADD COLUMN parent INTEGER NOT NULL DEFAULT 0;
-- The moment that was returned to, for edits that return to one.
ALTER TABLE edits ADD COLUMN about INTEGER;
UPDATE edits SET parent = sequence - 1;
CREATE INDEX edits_by_step ON edits (partner_id, step, sequence);
CREATE INDEX edits_by_parent ON edits (partner_id, parent, sequence);
-- What draft and server had in common when they were last brought together: the third side of a merge.
ALTER TABLE registrations ADD COLUMN base TEXT;
UPDATE registrations SET base = last_seen;
-- Each write to a server, noted before it is sent: a restart in its middle is found here.
CREATE TABLE writes (
    id INTEGER PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    -- 'register', 'update', 'delete' or 'regenerate'.
    action TEXT NOT NULL,
    codename TEXT NOT NULL,
    company_id TEXT NOT NULL,
    -- Paths of the fields that were sent, as JSON.
    fields TEXT NOT NULL,
    -- The record on the server before, and what it was to become; as JSON.
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    -- 'open', 'done' or 'not_done'.
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE INDEX writes_by_partner ON writes (partner_id, environment, id);
CREATE INDEX writes_by_state ON writes (state);
",
    "
-- The latest rehearsal of a partner in an environment. Its candidate may be a person: it is here alone, and goes
-- with its row.
CREATE TABLE rehearsals (
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    -- A new one for each: what comes back late for an earlier one finds no row.
    id TEXT NOT NULL UNIQUE,
    started_at INTEGER NOT NULL,
    -- What was agreed to and what came back, as JSON.
    progress TEXT NOT NULL,
    verdicts TEXT NOT NULL,
    PRIMARY KEY (partner_id, environment)
) STRICT, WITHOUT ROWID;
-- Each call of a rehearsal, noted before it is sent: one that is here is never sent again.
CREATE TABLE rehearsal_calls (
    rehearsal_id TEXT NOT NULL REFERENCES rehearsals(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- As JSON; null while it is on its way, and for good when the app ended meanwhile.
    answer TEXT NOT NULL DEFAULT 'null',
    exchanges TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (rehearsal_id, name)
) STRICT, WITHOUT ROWID;
",
    "
-- Who confirmed it, as they call themselves.
ALTER TABLE confirmations ADD COLUMN person TEXT NOT NULL DEFAULT '';
-- The finding that was confirmed; empty for what only people know. Another finding is not confirmed.
ALTER TABLE confirmations ADD COLUMN finding TEXT NOT NULL DEFAULT '';
-- The help article as it is written here, as JSON.
CREATE TABLE article_drafts (
    partner_id TEXT PRIMARY KEY REFERENCES partners(id) ON DELETE CASCADE,
    draft TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What happened on the way to promotion, and after it.
CREATE TABLE promotion_events (
    id INTEGER PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- 'pack', 'asked' or 'promoted'.
    event TEXT NOT NULL,
    -- The hash of the evidence pack that it is about; empty for none.
    pack TEXT NOT NULL,
    -- Who said so, as they call themselves.
    person TEXT NOT NULL,
    -- RC said so, and no person.
    by_rc INTEGER NOT NULL,
    -- The record at that time, as JSON.
    record TEXT NOT NULL
) STRICT;
CREATE INDEX promotion_events_by_partner ON promotion_events (partner_id, environment, id);
",
    "
-- How a partner is watched after its promotion, and what the latest look found.
CREATE TABLE watches (
    partner_id TEXT NOT NULL REFERENCES partners(id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    -- Hours between two looks; 0 while it isn't watched.
    every_hours INTEGER NOT NULL,
    looked_at INTEGER,
    -- What changes are told against, what was seen last, and what was found, as JSON.
    baseline TEXT NOT NULL,
    seen TEXT NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY (partner_id, environment)
) STRICT, WITHOUT ROWID;
",
];

/// The Sandbox's own file.
pub(crate) const SANDBOX_MIGRATIONS: [&str; 2] = [
    "
CREATE TABLE partners (
    codename TEXT PRIMARY KEY,
    company_id TEXT NOT NULL,
    record TEXT NOT NULL,
    secret_hash TEXT NOT NULL
) STRICT;
CREATE TABLE tokens (hash TEXT NOT NULL, purpose TEXT NOT NULL, PRIMARY KEY (hash, purpose)) STRICT, WITHOUT ROWID;
CREATE TABLE authority (id INTEGER PRIMARY KEY CHECK (id = 1), key_pem TEXT NOT NULL, certificate BLOB NOT NULL) STRICT;
CREATE TABLE faults (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    codename TEXT NOT NULL REFERENCES partners(codename) ON DELETE CASCADE,
    candidate_id TEXT NOT NULL,
    report TEXT NOT NULL
) STRICT;
",
    "
-- What services sent about reports, and how it was answered: a partner sees here what theirs does wrong.
CREATE TABLE report_updates (
    id INTEGER PRIMARY KEY,
    codename TEXT NOT NULL,
    report_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    refusal TEXT,
    fields TEXT NOT NULL
) STRICT;
CREATE INDEX report_updates_by_report ON report_updates (report_id, id);
CREATE INDEX report_updates_by_codename ON report_updates (codename, id);
",
];
