-- Times are RFC 3339 in UTC with milliseconds, dates are ISO, ids are the integer behind P-014 beside a UUIDv7.

CREATE TABLE portfolio (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  uuid       TEXT NOT NULL UNIQUE,
  sample     INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE people (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL CHECK (length(trim(name)) > 0),
  me         INTEGER NOT NULL DEFAULT 0 CHECK (me IN (0, 1)),
  retired_at TEXT
) STRICT;
CREATE UNIQUE INDEX people_me ON people (me) WHERE me = 1;

CREATE TABLE proposals (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid            TEXT NOT NULL UNIQUE,
  stage           TEXT NOT NULL CHECK (stage IN ('spark', 'draft', 'ready', 'in-review', 'approved', 'not-yet',
                    'declined', 'building', 'launched', 'closed', 'stopped')),
  stage_since     TEXT NOT NULL,
  stage_why       TEXT,
  lane            TEXT NOT NULL DEFAULT 'new' CHECK (lane IN ('new', 'improvement')),
  door            TEXT NOT NULL DEFAULT 'two-way' CHECK (door IN ('two-way', 'one-way')),
  owner_id        INTEGER REFERENCES people (id) ON DELETE SET NULL,
  customer        TEXT,             -- given apart from the text, for sparks
  ask_people      TEXT,
  ask_money       TEXT,
  ask_weeks       TEXT,
  origin          TEXT CHECK (origin IN ('contact', 'product', 'technology', 'request', 'lesson', 'proposal', 'launch')),
  origin_detail   TEXT,
  revisit_on      TEXT,
  template        TEXT NOT NULL DEFAULT 'pr-faq' CHECK (template IN ('pr-faq', 'one-page', 'journal-idea')),
  imported        INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),  -- its stage came with it, without a record
  solution_first  INTEGER NOT NULL DEFAULT 0 CHECK (solution_first IN (0, 1)),
  stop_cost       TEXT,
  created_at      TEXT NOT NULL,
  updated_at      TEXT NOT NULL,
  trashed_at      TEXT
) STRICT;

CREATE TABLE documents (
  proposal_id INTEGER PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
  text        TEXT NOT NULL,
  sha256      TEXT NOT NULL
) STRICT;

CREATE TABLE revisions (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number > 0),
  text        TEXT NOT NULL,
  problem     TEXT,
  sha256      TEXT NOT NULL,
  author_id   INTEGER REFERENCES people (id) ON DELETE SET NULL,
  cause       TEXT NOT NULL CHECK (cause IN ('writing', 'import', 'ready', 'score', 'meeting', 'decision', 'launch', 'retro', 'restore')),
  at          TEXT NOT NULL,
  UNIQUE (proposal_id, number)
) STRICT;

CREATE TABLE tags (
  id          INTEGER PRIMARY KEY,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  tag         TEXT NOT NULL CHECK (length(trim(tag)) > 0),
  UNIQUE (proposal_id, tag)
) STRICT;
CREATE INDEX tags_by_tag ON tags (tag, proposal_id);

CREATE TABLE rivals (
  id          INTEGER PRIMARY KEY,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  rival_id    INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  CHECK (proposal_id < rival_id),
  UNIQUE (proposal_id, rival_id)
) STRICT;
CREATE INDEX rivals_by_rival ON rivals (rival_id);

CREATE TABLE dismissals (
  id          INTEGER PRIMARY KEY,
  proposal_id INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  note        TEXT NOT NULL,        -- rule and paragraph of the margin note
  at          TEXT NOT NULL,
  UNIQUE (proposal_id, note)
) STRICT;

CREATE TABLE rubrics (
  version INTEGER PRIMARY KEY,
  at      TEXT NOT NULL
) STRICT;

CREATE TABLE anchors (
  id        INTEGER PRIMARY KEY,
  version   INTEGER NOT NULL REFERENCES rubrics (version) ON DELETE RESTRICT,
  criterion TEXT NOT NULL CHECK (criterion IN ('big', 'should', 'plan')),
  level     INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
  anchor    TEXT NOT NULL,
  UNIQUE (version, criterion, level)
) STRICT;

CREATE TABLE scores (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid           TEXT NOT NULL UNIQUE,
  proposal_id    INTEGER NOT NULL REFERENCES proposals (id) ON DELETE CASCADE,
  person_id      INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  criterion      TEXT NOT NULL CHECK (criterion IN ('big', 'should', 'plan')),
  answer         TEXT NOT NULL CHECK (answer IN ('0', '1', '2', '3', '4', '?')),
  reason         TEXT NOT NULL,
  raise          TEXT,              -- what would raise it by one
  revision       INTEGER NOT NULL,
  rubric_version INTEGER NOT NULL REFERENCES rubrics (version) ON DELETE RESTRICT,
  warm           INTEGER NOT NULL CHECK (warm IN (0, 1)),
  at             TEXT NOT NULL
) STRICT;
CREATE INDEX scores_by_proposal ON scores (proposal_id, criterion, person_id, id);

CREATE TABLE notes (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid      TEXT NOT NULL UNIQUE,
  text      TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

-- What a person did, for undo and for the journal's log.
CREATE TABLE changes (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  action    TEXT NOT NULL,
  at        TEXT NOT NULL,
  person_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
  session   TEXT NOT NULL,
  subject   TEXT,
  detail    TEXT,
  state     TEXT NOT NULL CHECK (state IN ('done', 'undone', 'kept'))  -- kept: can no longer be undone or redone
) STRICT;
CREATE INDEX changes_by_session ON changes (session, state, id);

CREATE TABLE change_rows (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id   INTEGER NOT NULL,
  table_name  TEXT NOT NULL,
  row_id      INTEGER NOT NULL,
  proposal_id INTEGER,
  op          TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
  before      TEXT,                 -- JSON of the columns that differ, or of the whole row when it was deleted
  after       TEXT
) STRICT;
CREATE INDEX change_rows_by_change ON change_rows (change_id, seq);
CREATE INDEX change_rows_by_row ON change_rows (table_name, row_id, change_id);

-- One line a proposal, derived from its document, scores and stage: what lists show, filter and sort by.
CREATE TABLE listing (
  proposal_id   INTEGER PRIMARY KEY REFERENCES proposals (id) ON DELETE CASCADE,
  problem       TEXT NOT NULL,
  headline      TEXT NOT NULL,
  customer      TEXT NOT NULL,
  stage         TEXT NOT NULL,
  lane          TEXT NOT NULL,
  trashed       INTEGER NOT NULL,
  big           TEXT,
  should        TEXT,
  plan          TEXT,
  held          TEXT NOT NULL,      -- the criteria that are not present, in words
  agreed        INTEGER NOT NULL,
  stale         INTEGER NOT NULL,
  solution_only INTEGER NOT NULL,
  unscored      INTEGER NOT NULL,   -- the next three and stage_since are the strength order
  missing       INTEGER NOT NULL,
  weakest       INTEGER NOT NULL,   -- 4 to 0, don't know -1
  stage_since   TEXT NOT NULL,
  updated_at    TEXT NOT NULL,
  created_at    TEXT NOT NULL
) STRICT;
CREATE INDEX listing_by_strength ON listing (trashed, unscored, missing, weakest DESC, stage_since, proposal_id);
CREATE INDEX listing_by_update ON listing (trashed, updated_at DESC, proposal_id);
CREATE INDEX listing_by_age ON listing (trashed, stage_since, proposal_id);
CREATE INDEX listing_by_stage ON listing (trashed, stage, updated_at DESC, proposal_id);

-- Full text; what is stored are words made ready by the core, so that Chinese and Japanese are found too.
CREATE VIRTUAL TABLE search_text USING fts5 (headline, problem, body, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE search_lines USING fts5 (headline, problem, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
