-- The tables of a ledger, version by version: a ledger of version 1 becomes one of version 2 by the
-- statements under "version 2", and so on. What stands here is never edited, only added to.
--
-- Types and syntax are those that SQLite and PostgreSQL share. Times are seconds since 1970 in UTC.
-- There is no customer data here: ids, fingerprints, states, codes, times, and the headers, fields
-- and cities that a merchant settled. What OTO answered is here for an hour at most.

-- version 1

-- A run that ended has ended_at; one that did not is alive as long as beat_at is young.
CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    destination TEXT NOT NULL,
    account TEXT NOT NULL,
    file_name TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    orders INTEGER NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at DOUBLE PRECISION NOT NULL,
    beat_at DOUBLE PRECISION NOT NULL,
    ended_at DOUBLE PRECISION,
    ending TEXT
);
CREATE INDEX runs_open ON runs (destination, account) WHERE ended_at IS NULL;

-- What is known of an order in OTO. owner is the run that holds it, empty when nobody does.
CREATE TABLE orders (
    destination TEXT NOT NULL,
    account TEXT NOT NULL,
    order_id TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sending', 'created', 'refused', 'unsent', 'unsure', 'conflict')),
    owner TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    oto_ids TEXT NOT NULL,
    code TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    sent_at DOUBLE PRECISION NOT NULL,
    changed_at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (destination, account, order_id)
);
CREATE INDEX orders_held ON orders (owner) WHERE owner <> '';

-- How each order of a run ended; status is empty until it did.
CREATE TABLE run_orders (
    run_id TEXT NOT NULL REFERENCES runs (run_id),
    order_id TEXT NOT NULL,
    first_row INTEGER NOT NULL,
    sheet_rows TEXT NOT NULL,
    status TEXT NOT NULL,
    code TEXT NOT NULL,
    oto_ids TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    sent_at DOUBLE PRECISION,
    PRIMARY KEY (run_id, order_id)
);

-- version 2

-- What a merchant settled and is not asked again. Of kind 'column', scope is the fingerprint of a
-- file's headers, name a header and choice a field ('-': ignored); of kind 'city', scope is the
-- account, name a city as written and choice OTO's name of it.
CREATE TABLE preferences (
    kind TEXT NOT NULL CHECK (kind IN ('column', 'city')),
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    PRIMARY KEY (kind, scope, name)
);

-- What OTO answered about an account (its address and the hash of its token), as JSON.
CREATE TABLE account_cache (
    account_key TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (account_key, question)
);

-- What OTO answered about the orders of a report (the hash of its file) in a pass that has not
-- ended. Links may lead to customers: the rows go with the end of the pass, or after an hour.
CREATE TABLE tracking (
    account_key TEXT NOT NULL,
    report TEXT NOT NULL,
    order_id TEXT NOT NULL,
    status TEXT NOT NULL,
    tracking_url TEXT NOT NULL,
    awb_url TEXT NOT NULL,
    carrier TEXT NOT NULL,
    answered_at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (account_key, report, order_id)
);

-- version 3

-- The orders with one more column and one more state, for which SQLite needs a new table.
-- fingerprint is that of the payload, source_fingerprint that of the merchant's own cells, both as
-- they were when the order was last sent; an order of an older version has no second one. Before
-- the latter stands, with a space, that of the cells as they first were if a report mended them.
CREATE TABLE orders_of_version_3 (
    destination TEXT NOT NULL,
    account TEXT NOT NULL,
    order_id TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('sending', 'created', 'refused', 'unsent', 'unsure', 'conflict',
                         'overwritten')),
    owner TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    source_fingerprint TEXT NOT NULL,
    oto_ids TEXT NOT NULL,
    code TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    sent_at DOUBLE PRECISION NOT NULL,
    changed_at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (destination, account, order_id)
);
INSERT INTO orders_of_version_3
SELECT destination, account, order_id, state, owner, fingerprint, '', oto_ids, code, attempts,
       sent_at, changed_at
FROM orders;
DROP TABLE orders;
ALTER TABLE orders_of_version_3 RENAME TO orders;
CREATE INDEX orders_held ON orders (owner) WHERE owner <> '';

-- By which names an account is known: hashes of its id, of its e-mail, of the refresh tokens that
-- opened it. account is the one that its orders and runs stand under.
CREATE TABLE account_names (
    destination TEXT NOT NULL,
    alias TEXT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (destination, alias)
);

-- Of kind 'option', scope is the account, name an option of its runs and choice 'yes' or 'no'.
CREATE TABLE preferences_of_version_3 (
    kind TEXT NOT NULL CHECK (kind IN ('column', 'city', 'option')),
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    PRIMARY KEY (kind, scope, name)
);
INSERT INTO preferences_of_version_3 SELECT kind, scope, name, choice FROM preferences;
DROP TABLE preferences;
ALTER TABLE preferences_of_version_3 RENAME TO preferences;

-- version 4

-- Of kind 'payment', scope is the account, name a way to pay as written and choice 'cod' or 'paid'.
-- What kinds there are is said in importer/preferences.py alone: SQLite cannot add one to a CHECK.
CREATE TABLE preferences_of_version_4 (
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    PRIMARY KEY (kind, scope, name)
);
INSERT INTO preferences_of_version_4 SELECT kind, scope, name, choice FROM preferences;
DROP TABLE preferences;
ALTER TABLE preferences_of_version_4 RENAME TO preferences;

-- version 5

-- Orders are also found by the rows that they came of: a number may be what was mended.
CREATE INDEX orders_source ON orders (destination, account, source_fingerprint);
CREATE INDEX orders_mended ON orders (destination, account) WHERE LENGTH(source_fingerprint) > 64;

-- version 6

-- One run of an account sends at a time; of older versions' open runs only the newest may be alive.
UPDATE runs SET ended_at = beat_at, ending = 'crashed'
WHERE ended_at IS NULL AND EXISTS (
    SELECT 1 FROM runs AS newer
    WHERE newer.destination = runs.destination AND newer.account = runs.account
      AND newer.ended_at IS NULL
      AND (newer.started_at > runs.started_at
           OR (newer.started_at = runs.started_at AND newer.run_id > runs.run_id)));
DROP INDEX runs_open;
CREATE UNIQUE INDEX runs_open ON runs (destination, account) WHERE ended_at IS NULL;

-- What it begins with lets no planner take it for the primary key, of a table that it knows little
-- about, and read all orders of an account.
DROP INDEX orders_source;
CREATE INDEX orders_source ON orders (source_fingerprint, destination, account);

-- The accounts that were given a name. token is encrypted with a key that is kept elsewhere; empty,
-- it is in the keyring of the machine where it was added. rate is in orders a second.
CREATE TABLE accounts (
    name TEXT PRIMARY KEY,
    base_url TEXT NOT NULL,
    rate DOUBLE PRECISION,
    token TEXT NOT NULL,
    added_at DOUBLE PRECISION NOT NULL
);

-- A file that was submitted to the workers. kind is 'run' or 'check', state 'waiting', 'running',
-- 'asking' (it goes on when it is answered) or 'ended', worker who carries it. orders and settled
-- say how far it is, exit_code and summary (JSON of counts and codes) how it ended.
CREATE TABLE jobs (
    job_id TEXT PRIMARY KEY,
    account_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    submitted_at DOUBLE PRECISION NOT NULL,
    state TEXT NOT NULL,
    worker TEXT NOT NULL,
    run_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    orders INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    started_at DOUBLE PRECISION,
    ended_at DOUBLE PRECISION,
    exit_code INTEGER,
    summary TEXT NOT NULL,
    stopped_by TEXT NOT NULL
);
CREATE INDEX jobs_open ON jobs (account_name, submitted_at) WHERE ended_at IS NULL;

-- What belongs to a job and may hold customers' data: its file, its options, its question and its
-- report, page and annotated copy. They go when the retention is over.
CREATE TABLE job_files (
    job_id TEXT NOT NULL REFERENCES jobs (job_id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (job_id, kind)
);

-- The processes that carry jobs; one that did not beat for a while is dead.
CREATE TABLE workers (
    worker TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    slots INTEGER NOT NULL,
    started_at DOUBLE PRECISION NOT NULL,
    beat_at DOUBLE PRECISION NOT NULL
);

-- Who may use the page of a team. password is a hash (argon2); empty, another program in front of
-- the page says who it is. accounts are the names of those that may be used, a line each, '*' all.
CREATE TABLE operators (
    name TEXT PRIMARY KEY,
    password TEXT NOT NULL,
    accounts TEXT NOT NULL,
    is_admin INTEGER NOT NULL,
    added_at DOUBLE PRECISION NOT NULL
);

-- Who is logged in; key is the hash of what the browser holds.
CREATE TABLE sessions (
    key TEXT PRIMARY KEY,
    operator TEXT NOT NULL REFERENCES operators (name),
    began_at DOUBLE PRECISION NOT NULL,
    used_at DOUBLE PRECISION NOT NULL
);

-- What operators did: submitted, approved, stopped, added an account. Nothing here is changed.
CREATE TABLE audit (
    entry TEXT PRIMARY KEY,
    at DOUBLE PRECISION NOT NULL,
    operator TEXT NOT NULL,
    action TEXT NOT NULL,
    account_name TEXT NOT NULL,
    subject TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at);

-- A folder whose files are submitted; looked_at says when a worker last could.
CREATE TABLE folders (
    path TEXT PRIMARY KEY,
    account_name TEXT NOT NULL,
    options TEXT NOT NULL,
    added_at DOUBLE PRECISION NOT NULL,
    looked_at DOUBLE PRECISION
);

-- A file that is submitted again and again. times is a time of day ('09:00'), behind a weekday
-- ('sun 09:00') when it is weekly, in time_zone; next_at is when that is next. last_job is
-- the job that was made of it last.
CREATE TABLE schedules (
    name TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    account_name TEXT NOT NULL,
    options TEXT NOT NULL,
    times TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    next_at DOUBLE PRECISION NOT NULL,
    last_job TEXT NOT NULL,
    added_at DOUBLE PRECISION NOT NULL
);
