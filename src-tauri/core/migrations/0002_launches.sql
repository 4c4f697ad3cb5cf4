CREATE TABLE measures (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  proposal_id INTEGER REFERENCES proposals (id) ON DELETE CASCADE,
  name        TEXT NOT NULL CHECK (length(trim(name)) > 0),
  unit        TEXT NOT NULL,
  direction   TEXT NOT NULL CHECK (direction IN ('up', 'down')),
  baseline    REAL,
  baseline_by TEXT,
  target      REAL,
  due_on      TEXT,
  due_weeks   INTEGER CHECK (due_weeks > 0),   -- weeks after launch, instead of or beside a date
  aggregate   TEXT NOT NULL CHECK (aggregate IN ('sum', 'mean', 'min', 'max', 'first', 'last')),
  role        TEXT NOT NULL CHECK (role IN ('primary', 'outcome', 'input', 'guardrail')),
  margin      REAL CHECK (margin >= 0),
  cadence     TEXT NOT NULL DEFAULT 'week' CHECK (cadence IN ('day', 'week', 'month')),
  floor       REAL
) STRICT;
CREATE INDEX measures_by_proposal ON measures (proposal_id);

CREATE TABLE observations (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  measure_id  INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
  on_date     TEXT NOT NULL,
  value       REAL NOT NULL,
  at          TEXT NOT NULL,
  replaced_at TEXT,                 -- a later value for the same date took its place; the row stays
  sha256      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX observations_current ON observations (measure_id, on_date) WHERE replaced_at IS NULL;
CREATE INDEX observations_by_measure ON observations (measure_id, on_date, id);

-- A printed decision: canonical JSON, chained by hash. Written once.
CREATE TABLE decisions (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE RESTRICT,
  outcome     TEXT NOT NULL CHECK (outcome IN ('approve', 'exception', 'not-yet', 'decline')),
  record      TEXT NOT NULL,
  sha256      TEXT NOT NULL UNIQUE,
  previous    TEXT NOT NULL,        -- the SHA-256 of the record before it in the chain, or 64 zeros
  change_id   INTEGER NOT NULL,
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_by_proposal ON decisions (proposal_id, id);

CREATE TABLE amendments (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  decision_id INTEGER NOT NULL REFERENCES decisions (id) ON DELETE RESTRICT,
  record      TEXT NOT NULL,
  sha256      TEXT NOT NULL UNIQUE,
  previous    TEXT NOT NULL,
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX amendments_by_decision ON amendments (decision_id, id);

CREATE TABLE launches (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE RESTRICT,
  decision_id INTEGER NOT NULL UNIQUE REFERENCES decisions (id) ON DELETE RESTRICT,
  launched_on TEXT NOT NULL,
  due_on      TEXT NOT NULL,        -- when the retro falls due, from the frozen measures
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX launches_by_proposal ON launches (proposal_id);

-- A verdict with the evidence it was given beside. Written once; a later look back adds another.
CREATE TABLE retros (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  launch_id   INTEGER NOT NULL REFERENCES launches (id) ON DELETE RESTRICT,
  verdict     TEXT NOT NULL CHECK (verdict IN ('solved', 'partly', 'not-solved', 'cant-tell')),
  record      TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  change_id   INTEGER NOT NULL,
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX retros_by_launch ON retros (launch_id, id);

CREATE TABLE lessons (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  launch_id   INTEGER REFERENCES launches (id) ON DELETE SET NULL,
  proposal_id INTEGER REFERENCES proposals (id) ON DELETE SET NULL,
  when_part    TEXT NOT NULL,
  we_part      TEXT NOT NULL,
  because_part TEXT NOT NULL,
  about       TEXT NOT NULL CHECK (about IN ('big', 'should', 'plan', 'process')),
  at          TEXT NOT NULL
) STRICT;

CREATE TRIGGER decisions_are_frozen BEFORE UPDATE ON decisions BEGIN SELECT raise(ABORT, 'frozen decision'); END;
CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions BEGIN SELECT raise(ABORT, 'frozen decision'); END;
CREATE TRIGGER amendments_are_frozen BEFORE UPDATE ON amendments BEGIN SELECT raise(ABORT, 'frozen amendment'); END;
CREATE TRIGGER amendments_are_kept BEFORE DELETE ON amendments BEGIN SELECT raise(ABORT, 'frozen amendment'); END;
CREATE TRIGGER retros_are_frozen BEFORE UPDATE ON retros BEGIN SELECT raise(ABORT, 'frozen retro'); END;
CREATE TRIGGER retros_are_kept BEFORE DELETE ON retros BEGIN SELECT raise(ABORT, 'frozen retro'); END;
