-- Every statement that is made on a ledger, by its name, in SQL that SQLite and PostgreSQL share.
-- :many stands for a list of values, :now for the database's time; every other name is given a value.

-- name: start_run
-- Nothing comes back while another run of the account is open.
INSERT INTO runs (run_id, destination, account, file_name, source_hash, orders, host, pid,
                  started_at, beat_at)
VALUES (:run_id, :destination,
        COALESCE((SELECT account FROM account_names
                  WHERE destination = :destination AND alias = :account), :account),
        :file_name, :source_hash, :orders, :host, :pid, :now, :now)
ON CONFLICT DO NOTHING
RETURNING *;

-- name: open_run
SELECT runs.*, :now - beat_at AS silent FROM runs
WHERE destination = :destination AND ended_at IS NULL
  AND account = COALESCE((SELECT account FROM account_names
                          WHERE destination = :destination AND alias = :account), :account);

-- name: open_runs
SELECT runs.*, :now - beat_at AS silent FROM runs WHERE ended_at IS NULL ORDER BY started_at;

-- name: close_run
-- Only the run as it was seen: one that has beaten since is alive.
UPDATE runs SET ended_at = beat_at, ending = 'crashed'
WHERE run_id = :run_id AND ended_at IS NULL AND beat_at = :beat_at;

-- name: heartbeat
-- Nothing comes back when another run has taken over.
UPDATE runs SET beat_at = :now WHERE run_id = :run_id AND ended_at IS NULL RETURNING run_id;

-- name: finish_run
UPDATE runs
SET ended_at = COALESCE(ended_at, :now),
    ending = CASE WHEN ended_at IS NULL THEN :ending ELSE 'superseded' END
WHERE run_id = :run_id;

-- name: newest_runs
SELECT runs.*, :now - beat_at AS silent FROM runs ORDER BY started_at DESC, run_id LIMIT :limit;

-- name: newest_runs_of_account
SELECT runs.*, :now - beat_at AS silent FROM runs
WHERE destination = :destination AND account = :account
ORDER BY started_at DESC, run_id LIMIT :limit;

-- name: run
SELECT runs.*, :now - beat_at AS silent FROM runs WHERE run_id = :run_id;

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
SELECT * FROM orders
WHERE destination = :destination AND account = :account AND order_id IN (:many);

-- name: created_of_source
SELECT * FROM orders
WHERE destination = :destination AND account = :account AND state = 'created'
  AND source_fingerprint IN (:many);

-- name: created_of_mended_rows
-- Those that have more than one fingerprint (each of 64 letters): few, and any of them may be meant.
SELECT * FROM orders
WHERE destination = :destination AND account = :account AND state = 'created'
  AND LENGTH(source_fingerprint) > 64;

-- A run's orders are those of its account as the ledger has it now: accounts may become one while
-- the run is under way.

-- name: entry
SELECT * FROM orders
WHERE (destination, account) = (SELECT destination, account FROM runs WHERE run_id = :run_id)
  AND order_id = :order_id;

-- name: start_attempt
-- The intent, and the fence. Nothing comes back when the run is not alive by its heartbeat, or the
-- order is not free: created, in need of reconciliation, or another run's.
INSERT INTO orders (destination, account, order_id, state, owner, fingerprint, source_fingerprint,
                    oto_ids, code, attempts, sent_at, changed_at)
SELECT destination, account, :order_id, 'sending', run_id, :fingerprint, :source_fingerprint,
       '', '', 1, :now, :now
FROM runs
WHERE run_id = :run_id AND ended_at IS NULL
  AND beat_at > :now - :lease AND beat_at <= :now + :heartbeat
ON CONFLICT (destination, account, order_id) DO UPDATE
SET state = 'sending', owner = excluded.owner, fingerprint = excluded.fingerprint,
    source_fingerprint = excluded.source_fingerprint, oto_ids = '', code = '',
    attempts = orders.attempts + 1, sent_at = excluded.sent_at, changed_at = excluded.changed_at
WHERE (orders.owner = '' AND orders.state IN ('unsent', 'refused'))
   OR (orders.owner = :holder AND orders.state = 'sending')
RETURNING attempts, sent_at;

-- name: note_open
-- That the run has the order, and no end of it yet; when it has.
INSERT INTO run_orders (run_id, order_id, first_row, sheet_rows, status, code, oto_ids, attempts,
                        sent_at)
SELECT :run_id, order_id, :first_row, :sheet_rows, '', '', '', 0, NULL FROM orders
WHERE (destination, account) = (SELECT destination, account FROM runs WHERE run_id = :run_id)
  AND order_id = :order_id AND owner = :run_id
ON CONFLICT (run_id, order_id) DO NOTHING;

-- name: claim
-- Only an order that needs reconciliation is taken over, only from the owner that was seen, and
-- only by a run that is alive.
UPDATE orders SET state = 'sending', owner = :run_id, changed_at = :now
WHERE (destination, account) = (SELECT destination, account FROM runs
                                WHERE run_id = :run_id AND ended_at IS NULL
                                  AND beat_at > :now - :lease AND beat_at <= :now + :heartbeat)
  AND order_id = :order_id
  AND owner = :known_owner AND state IN ('sending', 'unsure', 'conflict')
RETURNING attempts;

-- name: record_outcome
-- That an order is in OTO is true whoever holds it, and stays so; anything else is for its holder
-- to say. What OTO has is this payload then, else what was sent; the holder keeps the fingerprint of
-- the source with which it was sent.
UPDATE orders
SET state = :state, owner = '', oto_ids = :oto_ids, code = :code,
    fingerprint = CASE WHEN :state IN ('created', 'overwritten') THEN :fingerprint
                       ELSE fingerprint END,
    source_fingerprint = CASE WHEN owner = :run_id AND source_fingerprint <> ''
                              THEN source_fingerprint ELSE :source_fingerprint END,
    changed_at = :now
WHERE (destination, account) = (SELECT destination, account FROM runs WHERE run_id = :run_id)
  AND order_id = :order_id
  AND (owner = :run_id
       OR (:state IN ('created', 'overwritten') AND state NOT IN ('created', 'overwritten')))
RETURNING attempts;

-- name: note_outcome
-- How the order ended, when it is for the run to say: as in record_outcome, which follows.
INSERT INTO run_orders (run_id, order_id, first_row, sheet_rows, status, code, oto_ids, attempts,
                        sent_at)
SELECT run_id, :order_id, :first_row, :sheet_rows, :status, :code, :oto_ids, :attempts,
       CAST(:sent_at AS DOUBLE PRECISION)
FROM runs
WHERE run_id = :run_id AND (:state IN ('created', 'overwritten') OR EXISTS (
    SELECT 1 FROM orders
    WHERE orders.destination = runs.destination AND orders.account = runs.account
      AND orders.order_id = :order_id AND orders.owner = runs.run_id))
ON CONFLICT (run_id, order_id) DO UPDATE
SET status = excluded.status, code = excluded.code, oto_ids = excluded.oto_ids,
    attempts = excluded.attempts, sent_at = excluded.sent_at;

-- name: note
INSERT INTO run_orders (run_id, order_id, first_row, sheet_rows, status, code, oto_ids, attempts,
                        sent_at)
VALUES (:run_id, :order_id, :first_row, :sheet_rows, :status, :code, :oto_ids, :attempts, :sent_at)
ON CONFLICT (run_id, order_id) DO UPDATE
SET status = excluded.status, code = excluded.code, oto_ids = excluded.oto_ids,
    attempts = excluded.attempts, sent_at = excluded.sent_at;

-- name: state_counts
SELECT state, COUNT(*) AS orders FROM orders GROUP BY state ORDER BY state;

-- name: known_accounts
-- An older version named an account by one alias only, which stands in its runs.
SELECT alias, account FROM account_names
WHERE destination = :destination AND alias IN (:many)
UNION
SELECT account AS alias, account FROM runs
WHERE destination = :destination AND account IN (:many);

-- name: name_account
INSERT INTO account_names (destination, alias, account) VALUES (:destination, :alias, :account)
ON CONFLICT (destination, alias) DO NOTHING;

-- Two accounts become one: what stands under :merged moves to :kept.

-- name: merge_names
UPDATE account_names SET account = :kept WHERE destination = :destination AND account = :merged;

-- name: close_outlived_runs
-- Of two that are open the one that was heard last goes on: one run of an account sends at a time.
UPDATE runs SET ended_at = beat_at, ending = 'crashed'
WHERE destination = :destination AND account IN (:kept, :merged) AND ended_at IS NULL AND EXISTS (
    SELECT 1 FROM runs AS other
    WHERE other.destination = runs.destination AND other.account IN (:kept, :merged)
      AND other.ended_at IS NULL
      AND (other.beat_at > runs.beat_at
           OR (other.beat_at = runs.beat_at AND other.run_id > runs.run_id)));

-- name: merge_runs
UPDATE runs SET account = :kept WHERE destination = :destination AND account = :merged;

-- name: delete_outranked_orders
-- Of an order that both have: what a person must look at, then what is in OTO, then what may be,
-- then the newer.
DELETE FROM orders
WHERE destination = :destination AND account IN (:kept, :merged) AND EXISTS (
    SELECT 1 FROM orders AS other
    WHERE other.destination = orders.destination AND other.account IN (:kept, :merged)
      AND other.account <> orders.account AND other.order_id = orders.order_id
      AND (CASE other.state WHEN 'overwritten' THEN 3 WHEN 'created' THEN 2
                            WHEN 'refused' THEN 0 WHEN 'unsent' THEN 0 ELSE 1 END,
           other.changed_at, CASE other.account WHEN :kept THEN 1 ELSE 0 END)
        > (CASE orders.state WHEN 'overwritten' THEN 3 WHEN 'created' THEN 2
                             WHEN 'refused' THEN 0 WHEN 'unsent' THEN 0 ELSE 1 END,
           orders.changed_at, CASE orders.account WHEN :kept THEN 1 ELSE 0 END));

-- name: merge_orders
UPDATE orders SET account = :kept WHERE destination = :destination AND account = :merged;

-- name: merge_preferences
UPDATE preferences SET scope = :kept
WHERE kind IN ('header', 'value', 'city', 'payment', 'option') AND scope = :merged AND NOT EXISTS (
    SELECT 1 FROM preferences AS other
    WHERE other.kind = preferences.kind AND other.scope = :kept
      AND other.name = preferences.name);

-- Cached answers stand under an address and an account. Where both have one, that of :kept is as
-- good, and the other is deleted when it is stale.

-- name: merge_cache
UPDATE account_cache
SET account_key = SUBSTR(account_key, 1, LENGTH(account_key) - LENGTH(:merged)) || :kept
WHERE account_key LIKE '%' || :destination || ' ' || :merged AND NOT EXISTS (
    SELECT 1 FROM account_cache AS other
    WHERE other.account_key
          = SUBSTR(account_cache.account_key, 1,
                   LENGTH(account_cache.account_key) - LENGTH(:merged)) || :kept
      AND other.question = account_cache.question);

-- name: merge_tracking
UPDATE tracking
SET account_key = SUBSTR(account_key, 1, LENGTH(account_key) - LENGTH(:merged)) || :kept
WHERE account_key LIKE '%' || :destination || ' ' || :merged AND NOT EXISTS (
    SELECT 1 FROM tracking AS other
    WHERE other.account_key
          = SUBSTR(tracking.account_key, 1,
                   LENGTH(tracking.account_key) - LENGTH(:merged)) || :kept
      AND other.report = tracking.report AND other.order_id = tracking.order_id);

-- name: preferences
SELECT name, choice FROM preferences WHERE kind = :kind AND scope = :scope;

-- name: set_preference
INSERT INTO preferences (kind, scope, name, choice) VALUES (:kind, :scope, :name, :choice)
ON CONFLICT (kind, scope, name) DO UPDATE SET choice = excluded.choice;

-- name: agreed_preferences
SELECT name, MIN(choice) AS choice FROM preferences WHERE kind = :kind
GROUP BY name HAVING COUNT(DISTINCT choice) = 1;

-- name: delete_preferences
DELETE FROM preferences WHERE kind = :kind AND scope = :scope;

-- name: delete_shared_preferences
DELETE FROM preferences WHERE kind = :kind;

-- name: cached_answer
SELECT answer FROM account_cache
WHERE account_key = :account_key AND question = :question
  AND answered_at > :now - :seconds AND answered_at <= :now;

-- name: cache_answer
INSERT INTO account_cache (account_key, question, answer, answered_at)
VALUES (:account_key, :question, :answer, :now)
ON CONFLICT (account_key, question) DO UPDATE
SET answer = excluded.answer, answered_at = excluded.answered_at;

-- name: delete_stale_cache
DELETE FROM account_cache WHERE answered_at <= :now - :seconds OR answered_at > :now;

-- name: tracking_answers
SELECT order_id, status, tracking_url, awb_url, carrier, answered_at FROM tracking
WHERE account_key = :account_key AND report = :report
  AND answered_at > :since AND answered_at <= :until;

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
DELETE FROM tracking WHERE answered_at <= :now - :seconds OR answered_at > :now;

-- name: accounts
SELECT name, base_url, rate, token, added_at FROM accounts ORDER BY name;

-- name: keep_account
INSERT INTO accounts (name, base_url, rate, token, added_at)
VALUES (:name, :base_url, :rate, :token, :now)
ON CONFLICT (name) DO UPDATE
SET base_url = excluded.base_url, rate = excluded.rate, token = excluded.token,
    added_at = excluded.added_at;

-- name: keep_account_token
UPDATE accounts SET token = :token WHERE name = :name;

-- name: delete_account
DELETE FROM accounts WHERE name = :name;

-- Submitted runs. Each change of a job's state is one statement that says which state it leaves, so
-- that of several who try one succeeds: the one that gets a row back.

-- name: add_job
INSERT INTO jobs (job_id, account_name, kind, file_name, source_hash, submitted_by, submitted_at,
                  state, worker, run_id, stage, orders, settled, summary, stopped_by)
VALUES (:job_id, :account_name, :kind, :file_name, :source_hash, :submitted_by, :now,
        'waiting', '', '', '', 0, 0, '', '');

-- name: keep_job_file
INSERT INTO job_files (job_id, kind, name, content) VALUES (:job_id, :kind, :name, :content)
ON CONFLICT (job_id, kind) DO UPDATE SET name = excluded.name, content = excluded.content;

-- name: job_file
SELECT name, content FROM job_files WHERE job_id = :job_id AND kind = :kind;

-- name: job_file_names
SELECT kind, name FROM job_files WHERE job_id = :job_id;

-- name: delete_job_file
DELETE FROM job_files WHERE job_id = :job_id AND kind = :kind;

-- name: newest_jobs
SELECT * FROM jobs ORDER BY submitted_at DESC, job_id DESC LIMIT :limit;

-- name: newest_jobs_of
SELECT * FROM jobs WHERE account_name = :account_name
ORDER BY submitted_at DESC, job_id DESC LIMIT :limit;

-- name: jobs_like
SELECT * FROM jobs WHERE job_id LIKE :pattern ORDER BY job_id LIMIT 2;

-- name: waiting_jobs
SELECT job_id, account_name, submitted_at FROM jobs WHERE ended_at IS NULL AND state = 'waiting'
ORDER BY submitted_at, job_id;

-- name: count_jobs_left
SELECT COUNT(*) AS jobs FROM jobs
WHERE ended_at IS NULL AND state IN ('waiting', 'running');

-- name: count_open_jobs
SELECT state, COUNT(*) AS jobs FROM jobs WHERE ended_at IS NULL GROUP BY state;

-- name: count_ended_jobs
SELECT exit_code, COUNT(*) AS jobs, SUM(settled) AS settled FROM jobs
WHERE ended_at IS NOT NULL GROUP BY exit_code;

-- name: longest_wait
-- Of a job that waits for nothing but a worker: none of its account runs, and it never began.
SELECT MAX(:now - submitted_at) AS seconds FROM jobs
WHERE ended_at IS NULL AND state = 'waiting' AND started_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM jobs AS before
                  WHERE before.ended_at IS NULL AND before.state = 'running'
                    AND before.account_name = jobs.account_name);

-- name: start_job
-- Only a worker that is in service starts one; its own it may start again.
UPDATE jobs
SET state = 'running', worker = :worker, started_at = COALESCE(started_at, :now),
    stage = '', orders = 0, settled = 0
WHERE job_id = :job_id
  AND (state = 'waiting' OR (state = 'running' AND worker = :worker))
  AND EXISTS (SELECT 1 FROM workers WHERE worker = :worker AND slots > 0)
RETURNING job_id;

-- name: advance_job
UPDATE jobs SET run_id = :run_id, stage = :stage, orders = :orders, settled = :settled
WHERE job_id = :job_id AND state = 'running' AND worker = :worker
RETURNING stopped_by;

-- name: end_job
UPDATE jobs
SET state = 'ended', stage = '', ended_at = :now, exit_code = :exit_code, summary = :summary
WHERE job_id = :job_id AND state = 'running' AND worker = :worker
RETURNING job_id;

-- name: ask_job
UPDATE jobs SET state = 'asking', worker = '', stage = '', summary = :summary
WHERE job_id = :job_id AND state = 'running' AND worker = :worker
RETURNING job_id;

-- name: answer_job
UPDATE jobs SET state = 'waiting' WHERE job_id = :job_id AND state = 'asking'
RETURNING job_id;

-- name: decline_job
UPDATE jobs SET state = 'ended', ended_at = :now, exit_code = 130
WHERE job_id = :job_id AND state = 'asking'
RETURNING job_id;

-- name: stop_job
-- One that runs is ended by its worker, any other at once.
UPDATE jobs
SET stopped_by = :stopped_by,
    ended_at = CASE state WHEN 'running' THEN ended_at ELSE :now END,
    exit_code = CASE state WHEN 'running' THEN exit_code ELSE 130 END,
    state = CASE state WHEN 'running' THEN state ELSE 'ended' END
WHERE job_id = :job_id AND state <> 'ended'
RETURNING state;

-- name: give_back_job
UPDATE jobs SET state = 'waiting', worker = '', stage = ''
WHERE job_id = :job_id AND state = 'running' AND worker = :worker;

-- name: give_back_jobs
UPDATE jobs SET state = 'waiting', worker = '', stage = ''
WHERE state = 'running' AND worker = :worker;

-- name: end_unanswered_jobs
UPDATE jobs SET state = 'ended', ended_at = :now, exit_code = 1
WHERE state = 'asking' AND started_at < :now - :seconds;

-- name: delete_job_files
DELETE FROM job_files WHERE job_id = :job_id;

-- name: delete_old_job_files
DELETE FROM job_files
WHERE job_id IN (SELECT job_id FROM jobs WHERE ended_at < :now - :seconds);

-- name: add_worker
INSERT INTO workers (worker, host, slots, started_at, beat_at)
VALUES (:worker, :host, :slots, :now, :now);

-- name: beat_worker
UPDATE workers SET beat_at = :now WHERE worker = :worker AND slots > 0
RETURNING worker;

-- name: take_out_silent_workers
-- One without slots takes nothing any more. Whoever gets it back hands its jobs on; if that one
-- falls silent over it, the next does. One last heard in the future died under a clock ahead.
UPDATE workers SET slots = 0, beat_at = :now
WHERE beat_at < :now - :silence OR beat_at > :now + :silence
RETURNING worker;

-- name: delete_worker
DELETE FROM workers WHERE worker = :worker;

-- name: count_workers
SELECT COUNT(*) AS workers FROM workers WHERE slots > 0 AND beat_at >= :now - :silence;

-- name: most_slots
SELECT MAX(slots) AS slots FROM workers;

-- name: refuse_job
-- In the transaction that adds it, so that no worker gets it.
UPDATE jobs SET state = 'ended', ended_at = :now, exit_code = :exit_code, summary = :summary
WHERE job_id = :job_id AND state = 'waiting';

-- name: job_of_content
-- A run of the account that has this content and did not fail.
SELECT * FROM jobs
WHERE account_name = :account_name AND source_hash = :source_hash AND kind = 'run'
  AND (ended_at IS NULL OR exit_code = 0)
ORDER BY submitted_at LIMIT 1;

-- name: schedules
SELECT *, :now AS now FROM schedules ORDER BY name;

-- name: due_schedules
SELECT *, :now AS now FROM schedules WHERE next_at <= :now ORDER BY next_at, name;

-- name: keep_schedule
-- One of that name begins anew.
INSERT INTO schedules (name, path, account_name, options, times, time_zone, next_at, last_job,
                       added_at)
VALUES (:name, :path, :account_name, :options, :times, :time_zone, :next_at, '', :now)
ON CONFLICT (name) DO UPDATE
SET path = excluded.path, account_name = excluded.account_name, options = excluded.options,
    times = excluded.times, time_zone = excluded.time_zone, next_at = excluded.next_at,
    last_job = '', added_at = excluded.added_at;

-- name: take_tick
-- Of all workers that find it due one gets it, as it was seen.
UPDATE schedules SET next_at = :next_at, last_job = :last_job
WHERE name = :name AND next_at = :due AND added_at = :added_at
RETURNING name;

-- name: delete_schedule
DELETE FROM schedules WHERE name = :name RETURNING name;

-- name: time
SELECT :now AS now;

-- name: folders
SELECT * FROM folders ORDER BY path;

-- name: keep_folder
INSERT INTO folders (path, account_name, options, added_at, looked_at)
VALUES (:path, :account_name, :options, :now, NULL)
ON CONFLICT (path) DO UPDATE
SET account_name = excluded.account_name, options = excluded.options,
    added_at = excluded.added_at, looked_at = NULL;

-- name: note_look
UPDATE folders SET looked_at = :now
WHERE path = :path AND (looked_at IS NULL OR looked_at < :now - :seconds);

-- name: delete_folder
DELETE FROM folders WHERE path = :path RETURNING path;
-- name: operators
SELECT name, password, accounts, is_admin, added_at FROM operators ORDER BY name;

-- name: operator
SELECT name, password, accounts, is_admin, added_at FROM operators WHERE name = :name;

-- name: keep_operator
INSERT INTO operators (name, password, accounts, is_admin, added_at)
VALUES (:name, :password, :accounts, :is_admin, :now)
ON CONFLICT (name) DO UPDATE
SET password = excluded.password, accounts = excluded.accounts, is_admin = excluded.is_admin;

-- name: keep_password
-- Nothing comes back when it is not the known one any more.
UPDATE operators SET password = :password WHERE name = :name AND password = :known RETURNING name;

-- name: delete_operator
DELETE FROM operators WHERE name = :name;

-- name: begin_session
-- Nothing comes back when the password that was checked is not the operator's any more.
INSERT INTO sessions (key, operator, began_at, used_at)
SELECT :key, name, :now, :now FROM operators WHERE name = :name AND password = :password
RETURNING operator;

-- name: session
-- Whose it is, while it is good; used_since says how long ago it was last used.
SELECT operators.name, operators.password, operators.accounts, operators.is_admin,
       operators.added_at, :now - sessions.used_at AS used_since
FROM sessions JOIN operators ON operators.name = sessions.operator
WHERE sessions.key = :key AND sessions.used_at > :now - :idle AND sessions.began_at > :now - :most;

-- name: use_session
UPDATE sessions SET used_at = :now WHERE key = :key;

-- name: delete_session
DELETE FROM sessions WHERE key = :key;

-- name: delete_sessions
DELETE FROM sessions WHERE operator = :operator;

-- name: delete_stale_sessions
DELETE FROM sessions WHERE used_at <= :now - :idle OR began_at <= :now - :most;

-- name: record_audit
INSERT INTO audit (entry, at, operator, action, account_name, subject)
VALUES (:entry, :now, :operator, :action, :account_name, :subject);

-- name: audit
SELECT at, operator, action, account_name, subject FROM audit
ORDER BY at DESC, entry DESC LIMIT :limit;
