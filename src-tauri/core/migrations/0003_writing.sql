-- Nothing yet.

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
