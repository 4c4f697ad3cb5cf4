-- Looking back: retros that are being held, small forecasts, revisit triggers, principles, and how long stages lasted.

-- A retro that is being held; its row goes when a verdict closes it.
CREATE TABLE open_retros (
  launch_id  INTEGER PRIMARY KEY REFERENCES launches (id) ON DELETE CASCADE,
  reopened   TEXT,                  -- why a closed launch is looked at again
  happened   TEXT NOT NULL,         -- what happened, beside the evidence
  otherwise  TEXT NOT NULL,         -- what else could explain it
  at         TEXT NOT NULL
) STRICT;

-- Who gives a verdict. What is given stays hidden until everyone has.
CREATE TABLE retro_givers (
  id         INTEGER PRIMARY KEY,
  launch_id  INTEGER NOT NULL REFERENCES open_retros (launch_id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  verdict    TEXT CHECK (verdict IN ('solved', 'partly', 'not-solved', 'cant-tell')),
  why        TEXT,
  otherwise  TEXT,
  at         TEXT,
  UNIQUE (launch_id, person_id)
) STRICT;

-- What a lesson suggests for the rubric, and the version that took it over.
ALTER TABLE lessons ADD COLUMN anchor_level INTEGER CHECK (anchor_level BETWEEN 0 AND 4);
ALTER TABLE lessons ADD COLUMN anchor TEXT;
ALTER TABLE lessons ADD COLUMN taken_over INTEGER REFERENCES rubrics (version) ON DELETE SET NULL;

-- A dated question with a probability.
CREATE TABLE forecasts (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  question    TEXT NOT NULL CHECK (length(trim(question)) > 0),
  percent     REAL NOT NULL CHECK (percent BETWEEN 0 AND 100),
  due_on      TEXT NOT NULL,
  person_id   INTEGER REFERENCES people (id) ON DELETE SET NULL,
  proposal_id INTEGER REFERENCES proposals (id) ON DELETE SET NULL,
  note_id     INTEGER REFERENCES notes (id) ON DELETE SET NULL,
  came_true   INTEGER CHECK (came_true IN (0, 1)),
  resolved_at TEXT,
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX forecasts_by_due ON forecasts (due_on) WHERE came_true IS NULL;

-- What brings an idea that was not chosen back to the table: a value that is crossed, or a word in a new spark.
CREATE TABLE revisit_triggers (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  measure_id  INTEGER REFERENCES measures (id) ON DELETE CASCADE,
  direction   TEXT CHECK (direction IN ('up', 'down')),
  value       REAL,
  word        TEXT,
  since       TEXT NOT NULL,        -- what is older than this has been looked at
  CHECK ((word IS NULL) = (measure_id IS NOT NULL)),
  CHECK ((measure_id IS NULL) = (value IS NULL) AND (value IS NULL) = (direction IS NULL))
) STRICT;
CREATE INDEX revisit_triggers_by_proposal ON revisit_triggers (proposal_id);

-- What became known later of an idea that was not chosen.
CREATE TABLE later_outcomes (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL UNIQUE,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  finding     TEXT NOT NULL CHECK (finding IN ('missed', 'rightly', 'unclear')),
  text        TEXT NOT NULL,
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX later_outcomes_by_proposal ON later_outcomes (proposal_id);

CREATE TABLE principles (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  text       TEXT NOT NULL CHECK (length(trim(text)) > 0),
  at         TEXT NOT NULL,
  retired_at TEXT
) STRICT;

-- Which principles a decision applied: kept beside the record, which stays as it was printed.
CREATE TABLE applied_principles (
  id           INTEGER PRIMARY KEY,
  principle_id INTEGER NOT NULL REFERENCES principles (id) ON DELETE CASCADE,
  decision_id  INTEGER NOT NULL REFERENCES decisions (id) ON DELETE RESTRICT,
  at           TEXT NOT NULL,
  UNIQUE (principle_id, decision_id)
) STRICT;
CREATE INDEX applied_principles_by_decision ON applied_principles (decision_id);

-- A person's own calibration is private until they share it.
ALTER TABLE people ADD COLUMN shares_calibration INTEGER NOT NULL DEFAULT 0 CHECK (shares_calibration IN (0, 1));

-- How long proposals stayed in a stage, written as they leave it; an undone move takes its row back.
CREATE TABLE stage_stays (
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  stage       TEXT NOT NULL,
  entered_at  TEXT NOT NULL,
  left_at     TEXT NOT NULL,
  PRIMARY KEY (proposal_id, left_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER stages_are_timed AFTER UPDATE OF stage ON proposals
WHEN old.stage <> new.stage AND new.stage_since > old.stage_since AND new.imported = 0 BEGIN
  INSERT INTO stage_stays (proposal_id, stage, entered_at, left_at)
  VALUES (new.id, old.stage, old.stage_since, new.stage_since) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER undone_stages_are_not_timed AFTER UPDATE OF stage ON proposals
WHEN new.stage_since < old.stage_since BEGIN
  DELETE FROM stage_stays WHERE proposal_id = new.id AND left_at > new.stage_since;
END;
