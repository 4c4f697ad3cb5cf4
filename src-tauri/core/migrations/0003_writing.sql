-- What a user adds to a word list of the linter, or takes away from it.
CREATE TABLE word_edits (
  id    INTEGER PRIMARY KEY,
  list  TEXT NOT NULL,
  word  TEXT NOT NULL CHECK (length(trim(word)) > 0),
  added INTEGER NOT NULL CHECK (added IN (0, 1)),  -- 0: a built-in word taken away
  UNIQUE (list, word)
) STRICT;

-- Rules of the linter that a user switched on or off.
CREATE TABLE rule_switches (
  id   INTEGER PRIMARY KEY,
  rule TEXT NOT NULL UNIQUE,
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
) STRICT;

-- Images of documents, named by what they hold. Documents name them, so they are kept when a document changes.
CREATE TABLE attachments (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE,
  kind   TEXT NOT NULL CHECK (kind IN ('png', 'jpg', 'gif', 'webp')),
  bytes  BLOB NOT NULL,
  at     TEXT NOT NULL
) STRICT;

-- The user's own templates. The shape is the built-in one whose parts it has, which decides what the linter asks.
CREATE TABLE templates (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid  TEXT NOT NULL UNIQUE,
  name  TEXT NOT NULL CHECK (length(trim(name)) > 0),
  shape TEXT NOT NULL CHECK (shape IN ('pr-faq', 'one-page', 'journal-idea')),
  text  TEXT NOT NULL,
  at    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX templates_by_name ON templates (name COLLATE NOCASE);
