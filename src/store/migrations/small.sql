-- The small tables, the same in every file version. This text is frozen.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  file_id BLOB NOT NULL CHECK (length(file_id) = 16)
) STRICT;
CREATE TRIGGER meta_stays BEFORE UPDATE ON meta
BEGIN SELECT RAISE(ABORT, 'the id of a file never changes'); END;
CREATE TRIGGER meta_remains BEFORE DELETE ON meta
BEGIN SELECT RAISE(ABORT, 'the id of a file never changes'); END;

-- Text being typed, outside the journal.
CREATE TABLE draft (
  id TEXT NOT NULL CHECK (length(id) BETWEEN 3 AND 20),
  field TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 100),
  text TEXT NOT NULL CHECK (length(text) <= 1000000),
  extra TEXT NOT NULL CHECK (length(extra) <= 1000000),
  at TEXT NOT NULL CHECK (length(at) BETWEEN 20 AND 35),
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 500),
  session INTEGER NOT NULL,
  PRIMARY KEY (id, field, session)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  value TEXT NOT NULL CHECK (length(value) <= 1000000)
) STRICT, WITHOUT ROWID;

-- Who has the file open.
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user TEXT NOT NULL CHECK (length(user) BETWEEN 1 AND 200),
  host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 255),
  pid INTEGER NOT NULL CHECK (pid BETWEEN 0 AND 4294967295),
  since TEXT NOT NULL CHECK (length(since) BETWEEN 20 AND 35)
) STRICT;
