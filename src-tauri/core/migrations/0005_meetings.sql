-- Review meetings. A ballot is in the file from the moment it is sealed, and in no list, log or line before it is revealed.

CREATE TABLE meetings (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid          TEXT NOT NULL UNIQUE,
  title         TEXT NOT NULL CHECK (length(trim(title)) > 0),
  on_date       TEXT NOT NULL,
  phase         TEXT NOT NULL DEFAULT 'lobby' CHECK (phase IN ('lobby', 'read', 'score', 'reveal', 'discuss', 'decide', 'minutes')),
  proposal_id   INTEGER REFERENCES proposals (id) ON DELETE RESTRICT,  -- what is on the table
  timer_seconds INTEGER CHECK (timer_seconds >= 0),                    -- none: the timer is off
  timer_spent   INTEGER NOT NULL DEFAULT 0 CHECK (timer_spent >= 0),   -- before it was last started
  timer_since   TEXT,                                                  -- none: it stands still
  started_at    TEXT,
  ended_at      TEXT,
  created_at    TEXT NOT NULL
) STRICT;

CREATE TABLE attendances (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  presence   TEXT NOT NULL DEFAULT 'present' CHECK (presence IN ('present', 'late', 'absent')),
  UNIQUE (meeting_id, person_id)
) STRICT;

CREATE TABLE agenda_items (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id  INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE RESTRICT,
  revision    INTEGER NOT NULL CHECK (revision > 0),
  minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480),
  decider_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  door        TEXT NOT NULL CHECK (door IN ('two-way', 'one-way')),
  decision_id INTEGER REFERENCES decisions (id) ON DELETE RESTRICT,
  set_aside   INTEGER NOT NULL DEFAULT 0 CHECK (set_aside IN (0, 1)),
  UNIQUE (meeting_id, proposal_id)
) STRICT;
CREATE INDEX agenda_items_by_proposal ON agenda_items (proposal_id);

-- A blind round. While it is open its proposal shows no level anywhere.
CREATE TABLE rounds (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id   INTEGER NOT NULL REFERENCES agenda_items (id) ON DELETE RESTRICT,
  number    INTEGER NOT NULL CHECK (number > 0),
  state     TEXT NOT NULL CHECK (state IN ('open', 'revealed', 'withdrawn')),
  change_id INTEGER NOT NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT,
  UNIQUE (item_id, number)
) STRICT;
CREATE UNIQUE INDEX rounds_open ON rounds (item_id) WHERE state = 'open';

CREATE TABLE ballots (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  round_id  INTEGER NOT NULL REFERENCES rounds (id) ON DELETE RESTRICT,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  way       TEXT NOT NULL CHECK (way IN ('keyboard', 'kit', 'paper')),
  sealed_at TEXT NOT NULL,
  UNIQUE (round_id, person_id)
) STRICT;

CREATE TABLE ballot_scores (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  ballot_id      INTEGER NOT NULL REFERENCES ballots (id) ON DELETE CASCADE,
  criterion      TEXT NOT NULL CHECK (criterion IN ('big', 'should', 'plan')),
  answer         TEXT NOT NULL CHECK (answer IN ('0', '1', '2', '3', '4', '?')),
  reason         TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  raise          TEXT,
  rubric_version INTEGER NOT NULL REFERENCES rubrics (version) ON DELETE RESTRICT,
  UNIQUE (ballot_id, criterion)
) STRICT;

-- How probable success seems; sealed until the decision is printed.
CREATE TABLE item_forecasts (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id   INTEGER NOT NULL REFERENCES agenda_items (id) ON DELETE RESTRICT,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  occasion  TEXT NOT NULL CHECK (occasion IN ('ballot', 'discussion')),
  percent   REAL NOT NULL CHECK (percent BETWEEN 0 AND 100),
  at        TEXT NOT NULL,
  UNIQUE (item_id, person_id, occasion)
) STRICT;

-- A ballot kit that was handed out, with the key its ballot is sealed by.
CREATE TABLE kits (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid         TEXT NOT NULL UNIQUE,
  round_id     INTEGER NOT NULL REFERENCES rounds (id) ON DELETE RESTRICT,
  person_id    INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  key          TEXT NOT NULL,
  made_at      TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;

-- What a meeting settled on for a criterion, or reaffirmed since; the newest row of an item counts.
CREATE TABLE agreements (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id     INTEGER NOT NULL REFERENCES agenda_items (id) ON DELETE RESTRICT,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE RESTRICT,
  criterion   TEXT NOT NULL CHECK (criterion IN ('big', 'should', 'plan')),
  answer      TEXT NOT NULL CHECK (answer IN ('0', '1', '2', '3', '4', '?')),
  reason      TEXT NOT NULL CHECK (length(trim(reason)) > 0),
  revision    INTEGER NOT NULL CHECK (revision > 0),
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX agreements_by_proposal ON agreements (proposal_id, criterion, id);

-- A reader's note, anchored to words of the pinned revision or to none; private until it is released.
CREATE TABLE comments (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  item_id     INTEGER NOT NULL REFERENCES agenda_items (id) ON DELETE CASCADE,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  revision    INTEGER NOT NULL CHECK (revision > 0),
  quote       TEXT,
  before      TEXT NOT NULL DEFAULT '',
  after       TEXT NOT NULL DEFAULT '',
  text        TEXT NOT NULL CHECK (length(trim(text)) > 0),
  at          TEXT NOT NULL,
  released_at TEXT
) STRICT;
CREATE INDEX comments_by_proposal ON comments (proposal_id);

CREATE TABLE comment_answers (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  comment_id   INTEGER NOT NULL UNIQUE REFERENCES comments (id) ON DELETE CASCADE,
  text         TEXT NOT NULL,
  addressed_in INTEGER CHECK (addressed_in > 0),
  person_id    INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  at           TEXT NOT NULL
) STRICT;

CREATE TABLE actions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  meeting_id INTEGER REFERENCES meetings (id) ON DELETE CASCADE,      -- none: agreed elsewhere
  text       TEXT NOT NULL CHECK (length(trim(text)) > 0),
  owner_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  due_on     TEXT NOT NULL,
  done_at    TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX actions_open ON actions (due_on) WHERE done_at IS NULL;

-- Minutes as they were when the meeting ended, or as a person edited them; without a row they are assembled.
CREATE TABLE minutes (
  id         INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL UNIQUE REFERENCES meetings (id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  edited     INTEGER NOT NULL CHECK (edited IN (0, 1)),
  at         TEXT NOT NULL
) STRICT;

CREATE TRIGGER revealed_ballots_are_frozen BEFORE UPDATE OF way, sealed_at, round_id ON ballots
WHEN (SELECT state FROM rounds WHERE id = old.round_id) = 'revealed'
BEGIN SELECT raise(ABORT, 'frozen ballot'); END;
CREATE TRIGGER revealed_ballots_are_kept BEFORE DELETE ON ballots
WHEN (SELECT state FROM rounds WHERE id = old.round_id) = 'revealed'
BEGIN SELECT raise(ABORT, 'frozen ballot'); END;
CREATE TRIGGER revealed_scores_are_frozen BEFORE UPDATE ON ballot_scores
WHEN (SELECT r.state FROM rounds r JOIN ballots b ON b.round_id = r.id WHERE b.id = old.ballot_id) = 'revealed'
BEGIN SELECT raise(ABORT, 'frozen ballot'); END;
CREATE TRIGGER revealed_scores_are_kept BEFORE DELETE ON ballot_scores
WHEN (SELECT r.state FROM rounds r JOIN ballots b ON b.round_id = r.id WHERE b.id = old.ballot_id) = 'revealed'
BEGIN SELECT raise(ABORT, 'frozen ballot'); END;
CREATE TRIGGER closed_rounds_stay_closed BEFORE UPDATE ON rounds WHEN old.state <> 'open'
BEGIN SELECT raise(ABORT, 'frozen round'); END;
CREATE TRIGGER printed_forecasts_are_frozen BEFORE UPDATE OF percent, occasion, at ON item_forecasts
WHEN (SELECT decision_id FROM agenda_items WHERE id = old.item_id) IS NOT NULL
BEGIN SELECT raise(ABORT, 'frozen forecast'); END;
CREATE TRIGGER printed_forecasts_are_kept BEFORE DELETE ON item_forecasts
WHEN (SELECT decision_id FROM agenda_items WHERE id = old.item_id) IS NOT NULL
BEGIN SELECT raise(ABORT, 'frozen forecast'); END;
