-- A person who was made one with another stays as a row, because records hold the id; a forgotten one has no name left.
ALTER TABLE people ADD COLUMN merged_into INTEGER REFERENCES people (id) ON DELETE SET NULL;
ALTER TABLE people ADD COLUMN forgotten_at TEXT;

-- The hash over all that a revision says, its text by its own hash; rows of older versions get theirs when they are upgraded.
ALTER TABLE revisions ADD COLUMN seal TEXT;
