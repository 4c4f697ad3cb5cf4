-- What a list sorts, groups and filters by stands in its line, so that a page reads nothing else. Keys are folded: lower
-- case without accents.
ALTER TABLE listing ADD COLUMN stage_rank INTEGER NOT NULL DEFAULT 0;   -- the stages in the order of a life
ALTER TABLE listing ADD COLUMN problem_key TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN customer_key TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN owner_id INTEGER;
ALTER TABLE listing ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN tags TEXT NOT NULL DEFAULT '';           -- joined by the unit separator
ALTER TABLE listing ADD COLUMN origin TEXT;
ALTER TABLE listing ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN revisit_on TEXT;
ALTER TABLE listing ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;      -- the newest change when it was written

UPDATE listing SET
  stage_rank = CASE listing.stage WHEN 'spark' THEN 0 WHEN 'draft' THEN 1 WHEN 'ready' THEN 2 WHEN 'in-review' THEN 3
    WHEN 'approved' THEN 4 WHEN 'not-yet' THEN 5 WHEN 'declined' THEN 6 WHEN 'building' THEN 7 WHEN 'launched' THEN 8
    WHEN 'closed' THEN 9 ELSE 10 END,
  problem_key = lower(substr(listing.problem, 1, 40)),
  customer_key = lower(listing.customer),
  owner_id = p.owner_id,
  owner = coalesce((SELECT name FROM people o WHERE o.id = p.owner_id), ''),
  tags = coalesce((SELECT group_concat(tag, char(31)) FROM tags t WHERE t.proposal_id = p.id), ''),
  origin = p.origin,
  imported = p.imported,
  revisit_on = p.revisit_on
FROM proposals p WHERE p.id = listing.proposal_id;

-- The orders that lists begin with; each ends with what filters look at most, so that it need not read the lines. Every
-- other order is made in memory: each index more is work for every line that is changed.
DROP INDEX listing_by_strength;
DROP INDEX listing_by_update;
DROP INDEX listing_by_age;
DROP INDEX listing_by_stage;
CREATE INDEX listing_by_strength ON listing (trashed, unscored, missing, weakest DESC, stage_since, proposal_id, stage);
CREATE INDEX listing_by_update ON listing (trashed, updated_at DESC, proposal_id, stage);
CREATE INDEX listing_by_levels ON listing (trashed, lane, big, should, plan, proposal_id, stage);
CREATE INDEX listing_by_customer ON listing (customer_key) WHERE trashed = 0;
CREATE INDEX listing_by_owner ON listing (owner) WHERE trashed = 0;
CREATE INDEX listing_sparks ON listing (created_at) WHERE trashed = 0 AND stage = 'spark';
CREATE INDEX listing_by_change ON listing (changed);

CREATE INDEX tags_by_name ON tags (tag COLLATE NOCASE, proposal_id);
CREATE INDEX proposals_by_revisit ON proposals (revisit_on) WHERE revisit_on IS NOT NULL;
CREATE INDEX proposals_by_trashing ON proposals (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX proposals_by_owner ON proposals (owner_id);

-- How many lines there are of each stage, kept so that a count over whole stages reads a few rows.
CREATE TABLE tallies (
  trashed INTEGER NOT NULL,
  stage   TEXT NOT NULL,
  lines   INTEGER NOT NULL,
  PRIMARY KEY (trashed, stage)
) STRICT, WITHOUT ROWID;
INSERT INTO tallies SELECT trashed, stage, count(*) FROM listing GROUP BY trashed, stage;
CREATE TRIGGER listing_counts_in AFTER INSERT ON listing BEGIN
  INSERT INTO tallies VALUES (new.trashed, new.stage, 1) ON CONFLICT DO UPDATE SET lines = lines + 1;
END;
CREATE TRIGGER listing_counts_out AFTER DELETE ON listing BEGIN
  UPDATE tallies SET lines = lines - 1 WHERE trashed = old.trashed AND stage = old.stage;
  DELETE FROM tallies WHERE trashed = old.trashed AND stage = old.stage AND lines = 0;
END;
CREATE TRIGGER listing_counts_over AFTER UPDATE OF trashed, stage ON listing
WHEN old.trashed IS NOT new.trashed OR old.stage IS NOT new.stage BEGIN
  UPDATE tallies SET lines = lines - 1 WHERE trashed = old.trashed AND stage = old.stage;
  DELETE FROM tallies WHERE trashed = old.trashed AND stage = old.stage AND lines = 0;
  INSERT INTO tallies VALUES (new.trashed, new.stage, 1) ON CONFLICT DO UPDATE SET lines = lines + 1;
END;

-- Texts that are found beside documents: notes, lessons, records. One row a text; its words are in search_writings.
CREATE TABLE writings (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,
  source      INTEGER NOT NULL,     -- the row of that kind's own table
  subject     TEXT NOT NULL,        -- what people know it by: D-021, N-007, or nothing
  proposal_id INTEGER,
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  at          TEXT NOT NULL,
  UNIQUE (kind, source)
) STRICT;
CREATE VIRTUAL TABLE search_writings USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

-- The words that documents hold, one seek each.
CREATE VIRTUAL TABLE search_terms USING fts5vocab (search_text, instance);

-- How a person looks at the portfolio, kept under a name.
CREATE TABLE views (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid     TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL CHECK (length(trim(name)) > 0),
  query    TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('table', 'board', 'matrix')),
  layout   TEXT NOT NULL,           -- JSON: stages, columns, widths, sorting, grouping
  at       TEXT NOT NULL
) STRICT;

-- Changes whose images are still kept.
CREATE INDEX changes_open ON changes (id) WHERE state <> 'kept';
