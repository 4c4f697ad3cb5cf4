-- Measuring: what is looked at every week, and what launches are followed by.

-- Which measures are looked at every week, in which order.
CREATE TABLE decks (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid            TEXT NOT NULL UNIQUE,
  title           TEXT NOT NULL CHECK (length(trim(title)) > 0),
  week_ends_on    TEXT NOT NULL CHECK (week_ends_on IN ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
  fiscal_year_end INTEGER NOT NULL CHECK (fiscal_year_end BETWEEN 1 AND 12),
  at              TEXT NOT NULL
) STRICT;

CREATE TABLE deck_items (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  deck_id    INTEGER NOT NULL REFERENCES decks (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  heading    TEXT CHECK (length(heading) > 0),
  measure_id INTEGER REFERENCES measures (id) ON DELETE CASCADE,
  CHECK ((heading IS NULL) <> (measure_id IS NULL))
) STRICT;
CREATE INDEX deck_items_by_deck ON deck_items (deck_id, position);
CREATE INDEX deck_items_by_measure ON deck_items (measure_id);

-- The weekly review that an action was agreed in; it outlives its deck.
ALTER TABLE actions ADD COLUMN deck_id INTEGER REFERENCES decks (id) ON DELETE SET NULL;
CREATE INDEX actions_by_deck ON actions (deck_id) WHERE deck_id IS NOT NULL;

-- From a date on a measure's limits are computed anew, for a stated cause.
CREATE TABLE rebases (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  measure_id INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
  from_date  TEXT NOT NULL,
  cause      TEXT NOT NULL CHECK (length(trim(cause)) > 0),
  at         TEXT NOT NULL,
  UNIQUE (measure_id, from_date)
) STRICT;

-- A running product's measures stand without a proposal; a proposal's measure may take its values from one of them.
ALTER TABLE measures ADD COLUMN product TEXT CHECK (product IS NULL OR length(trim(product)) > 0);
ALTER TABLE measures ADD COLUMN source_id INTEGER REFERENCES measures (id) ON DELETE RESTRICT;
ALTER TABLE measures ADD COLUMN denominator TEXT;       -- what a rate is divided by
ALTER TABLE measures ADD COLUMN baseline_from TEXT;     -- less history than there is, chosen beforehand
ALTER TABLE measures ADD COLUMN judged_points INTEGER CHECK (judged_points >= 8);
CREATE INDEX measures_by_product ON measures (product) WHERE product IS NOT NULL;
CREATE INDEX measures_by_source ON measures (source_id) WHERE source_id IS NOT NULL;

ALTER TABLE observations ADD COLUMN denominator REAL CHECK (denominator > 0);

CREATE TABLE annotations (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  measure_id INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
  on_date    TEXT NOT NULL,
  text       TEXT NOT NULL CHECK (length(trim(text)) > 0),
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX annotations_by_measure ON annotations (measure_id, on_date);

ALTER TABLE launches ADD COLUMN check_every_days INTEGER NOT NULL DEFAULT 28 CHECK (check_every_days > 0);

CREATE TABLE check_ins (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid        TEXT NOT NULL UNIQUE,
  launch_id   INTEGER NOT NULL REFERENCES launches (id) ON DELETE CASCADE,
  on_date     TEXT NOT NULL,
  experienced TEXT NOT NULL CHECK (length(trim(experienced)) > 0),
  again       TEXT NOT NULL CHECK (again IN ('yes', 'no', 'unsure')),  -- knowing this, would we approve it again?
  again_why   TEXT,
  kill        TEXT CHECK (kill IN ('yes', 'no', 'unsure')),            -- does the kill criterion hold?
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX check_ins_by_launch ON check_ins (launch_id, on_date, id);

-- What is known of a signal; nothing said means "I don't know yet". The newest counts.
CREATE TABLE explanations (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  launch_id  INTEGER NOT NULL REFERENCES launches (id) ON DELETE CASCADE,
  measure_id INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
  rule       TEXT NOT NULL CHECK (rule IN ('R1', 'R2', 'R3', 'MR')),
  on_date    TEXT NOT NULL,           -- of the first point of the signal
  said       TEXT,
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX explanations_by_launch ON explanations (launch_id, measure_id, on_date, id);
