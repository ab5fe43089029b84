-- A ledger as version 5 of the schema wrote it: that of version 4, brought up to it.
PRAGMA application_id = 1330925385;
PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE account_cache (
    account_key TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (account_key, question)
);
CREATE TABLE account_names (
    destination TEXT NOT NULL,
    alias TEXT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (destination, alias)
);
CREATE TABLE orders (
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
INSERT INTO "orders" VALUES('api.tryoto.com/rest/v2','0123456789abcdef','A-1','created','','fA-1','','540790,540791','',1,1764000003.0,1764000007.5);
INSERT INTO "orders" VALUES('api.tryoto.com/rest/v2','0123456789abcdef','A-2','refused','','fA-2','','','interrupted',1,1764000004.5,1764000009.0);
INSERT INTO "orders" VALUES('api.tryoto.com/rest/v2','0123456789abcdef','A-3','sending','20251124-160001-2cbf','fA-3','','','',1,1764000006.0,1764000006.0);
INSERT INTO "orders" VALUES('api.tryoto.com/rest/v2','0123456789abcdef','A-5','conflict','','fA-5','','540795','changed_since_sent',2,1764000011.0,1764000012.0);
CREATE TABLE preferences (
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    PRIMARY KEY (kind, scope, name)
);
INSERT INTO "preferences" VALUES('city','0123456789abcdef','الرياض','Riyadh');
INSERT INTO "preferences" VALUES('column','c0ffee','Total','amount');
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
INSERT INTO "run_orders" VALUES('20251124-160001-2cbf','A-1',2,'2','created','','540790,540791',1,NULL);
INSERT INTO "run_orders" VALUES('20251124-160001-2cbf','A-2',3,'3','rejected','interrupted','',1,NULL);
INSERT INTO "run_orders" VALUES('20251124-160001-2cbf','A-3',4,'4','','','',0,NULL);
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
INSERT INTO "runs" VALUES('20251124-160001-2cbf','api.tryoto.com/rest/v2','0123456789abcdef','orders.xlsx','c0ffee',4,'shop-pc',4711,1764000001.5,1764000001.5,NULL,NULL);
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
CREATE INDEX runs_open ON runs (destination, account) WHERE ended_at IS NULL;
CREATE INDEX orders_held ON orders (owner) WHERE owner <> '';
CREATE INDEX orders_source ON orders (destination, account, source_fingerprint);
CREATE INDEX orders_mended ON orders (destination, account) WHERE LENGTH(source_fingerprint) > 64;
COMMIT;
