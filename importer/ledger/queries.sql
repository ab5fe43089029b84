-- Every statement that is made on a ledger, by its name, in SQL that SQLite and PostgreSQL share.
-- :many stands for a list of values.

-- name: start_run
INSERT INTO runs (run_id, destination, account, file_name, source_hash, orders, host, pid,
                  started_at, beat_at)
VALUES (:run_id, :destination, :account, :file_name, :source_hash, :orders, :host, :pid,
        :now, :now);

-- name: heartbeat
UPDATE runs SET beat_at = :now WHERE run_id = :run_id;

-- name: finish_run
UPDATE runs SET ended_at = :now, beat_at = :now, ending = :ending WHERE run_id = :run_id;

-- name: open_runs
SELECT * FROM runs
WHERE destination = :destination AND account = :account AND ended_at IS NULL AND beat_at > :since
ORDER BY started_at, run_id;

-- name: newest_runs
SELECT * FROM runs ORDER BY started_at DESC, run_id LIMIT :limit;

-- name: run
SELECT * FROM runs WHERE run_id = :run_id;

-- name: run_counts
SELECT run_id, status, COUNT(*) AS orders FROM run_orders
WHERE run_id IN (:many) GROUP BY run_id, status;

-- name: run_orders
-- The orders of a run, each beside what is known of it by now.
SELECT run_orders.*, orders.state, orders.oto_ids AS known_oto_ids, orders.code AS known_code,
       orders.attempts AS known_attempts, orders.sent_at AS known_sent_at
FROM run_orders
JOIN runs ON runs.run_id = run_orders.run_id
LEFT JOIN orders ON orders.destination = runs.destination AND orders.account = runs.account
                AND orders.order_id = run_orders.order_id
WHERE run_orders.run_id = :run_id
ORDER BY run_orders.first_row, run_orders.order_id;

-- name: entries
-- Orders, each with the run that holds it, if one does.
SELECT orders.*, runs.host, runs.pid, runs.beat_at, runs.ended_at
FROM orders LEFT JOIN runs ON runs.run_id = orders.owner
WHERE orders.destination = :destination AND orders.account = :account
  AND orders.order_id IN (:many);

-- name: start_attempt
-- The intent. Nothing comes back when the order is not free: created, in need of reconciliation,
-- or another run's.
INSERT INTO orders (destination, account, order_id, state, owner, fingerprint, oto_ids, code,
                    attempts, sent_at, changed_at)
VALUES (:destination, :account, :order_id, 'sending', :run_id, :fingerprint, '', '', 1, :now, :now)
ON CONFLICT (destination, account, order_id) DO UPDATE
SET state = 'sending', owner = excluded.owner, fingerprint = excluded.fingerprint, oto_ids = '',
    code = '', attempts = orders.attempts + 1, sent_at = excluded.sent_at,
    changed_at = excluded.changed_at
WHERE (orders.owner = '' AND orders.state IN ('unsent', 'refused'))
   OR (orders.owner = :holder AND orders.state = 'sending')
RETURNING attempts, sent_at;

-- name: claim
-- Only an order that needs reconciliation is taken over, and only from the owner that was seen.
UPDATE orders SET state = 'sending', owner = :run_id, changed_at = :now
WHERE destination = :destination AND account = :account AND order_id = :order_id
  AND owner = :known_owner AND state IN ('sending', 'unsure', 'conflict')
RETURNING attempts;

-- name: record_outcome
-- That an order is in OTO is true whoever holds it; anything else is for its holder to say.
UPDATE orders
SET state = :state, owner = '', oto_ids = :oto_ids, code = :code, fingerprint = :fingerprint,
    changed_at = :now
WHERE destination = :destination AND account = :account AND order_id = :order_id
  AND (owner = :run_id OR (:state = 'created' AND state <> 'created'));

-- name: record_note
INSERT INTO run_orders (run_id, order_id, first_row, sheet_rows, status, code, oto_ids, attempts,
                        sent_at)
VALUES (:run_id, :order_id, :first_row, :sheet_rows, :status, :code, :oto_ids, :attempts, :sent_at)
ON CONFLICT (run_id, order_id) DO UPDATE
SET status = excluded.status, code = excluded.code, oto_ids = excluded.oto_ids,
    attempts = excluded.attempts, sent_at = excluded.sent_at;

-- name: state_counts
SELECT state, COUNT(*) AS orders FROM orders GROUP BY state ORDER BY state;

-- name: preferences
SELECT name, choice FROM preferences WHERE kind = :kind AND scope = :scope;

-- name: set_preference
INSERT INTO preferences (kind, scope, name, choice) VALUES (:kind, :scope, :name, :choice)
ON CONFLICT (kind, scope, name) DO UPDATE SET choice = excluded.choice;

-- name: delete_preferences
DELETE FROM preferences WHERE kind = :kind;

-- name: cached_answer
SELECT answer FROM account_cache
WHERE account_key = :account_key AND question = :question
  AND answered_at > :since AND answered_at <= :now;

-- name: cache_answer
INSERT INTO account_cache (account_key, question, answer, answered_at)
VALUES (:account_key, :question, :answer, :now)
ON CONFLICT (account_key, question) DO UPDATE
SET answer = excluded.answer, answered_at = excluded.answered_at;

-- name: delete_stale_cache
DELETE FROM account_cache WHERE answered_at <= :since OR answered_at > :now;

-- name: tracking_answers
SELECT order_id, status, tracking_url, awb_url, carrier, answered_at FROM tracking
WHERE account_key = :account_key AND report = :report
  AND answered_at > :since AND answered_at <= :now;

-- name: record_tracking
INSERT INTO tracking (account_key, report, order_id, status, tracking_url, awb_url, carrier,
                      answered_at)
VALUES (:account_key, :report, :order_id, :status, :tracking_url, :awb_url, :carrier, :answered_at)
ON CONFLICT (account_key, report, order_id) DO UPDATE
SET status = excluded.status, tracking_url = excluded.tracking_url, awb_url = excluded.awb_url,
    carrier = excluded.carrier, answered_at = excluded.answered_at;

-- name: delete_tracking
DELETE FROM tracking WHERE account_key = :account_key AND report = :report;

-- name: delete_stale_tracking
DELETE FROM tracking WHERE answered_at <= :since OR answered_at > :now;
