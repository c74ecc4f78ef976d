-- The tables around the records, from file version 2 on. This text is frozen: later versions add to it.
-- docs/file-format.md explains them.

-- Every text of the journal, once a version. digest = SHA-256(salt in hex || text); erasing empties salt and text.
CREATE TABLE word (
  n INTEGER PRIMARY KEY,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  salt BLOB CHECK (length(salt) = 16),
  text TEXT
) STRICT;
CREATE TRIGGER word_only_erased BEFORE UPDATE ON word
WHEN NEW.n IS NOT OLD.n OR NEW.digest IS NOT OLD.digest OR NEW.salt IS NOT NULL OR NEW.text IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a word of the journal is kept or erased, never changed'); END;
CREATE TRIGGER word_no_delete BEFORE DELETE ON word
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER word_in_order BEFORE INSERT ON word
WHEN NEW.n IS NOT (SELECT coalesce(max(n), 0) + 1 FROM word)
BEGIN SELECT RAISE(ABORT, 'a word follows the last one'); END;

-- Every step, append-only. words is the number of the last word that it brought.
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor INTEGER NOT NULL REFERENCES word (n),
  action TEXT NOT NULL,
  label INTEGER NOT NULL REFERENCES word (n),
  reason INTEGER REFERENCES word (n),
  words INTEGER NOT NULL,
  prev BLOB NOT NULL CHECK (length(prev) = 32),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  old_hash BLOB
) STRICT;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1), NEW.prev)
BEGIN SELECT RAISE(ABORT, 'a journal entry follows the last one'); END;

-- One record in one step, whole: sorted lines field=value, field@ids, field#word.
CREATE TABLE touch (
  kind TEXT NOT NULL,
  n INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES entry (seq),
  rev INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, n, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX touch_seq ON touch (seq);
CREATE TRIGGER touch_no_update BEFORE UPDATE ON touch
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER touch_no_delete BEFORE DELETE ON touch
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Who points at whom, from which step on and until which.
CREATE TABLE link (
  target TEXT NOT NULL,
  kind TEXT NOT NULL,
  n INTEGER NOT NULL,
  field TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES entry (seq),
  until INTEGER REFERENCES entry (seq),
  PRIMARY KEY (target, kind, n, field, since)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER link_only_ends BEFORE UPDATE ON link
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL OR NEW.target IS NOT OLD.target OR NEW.kind IS NOT OLD.kind
  OR NEW.n IS NOT OLD.n OR NEW.field IS NOT OLD.field OR NEW.since IS NOT OLD.since
BEGIN SELECT RAISE(ABORT, 'a link only ends'); END;
CREATE TRIGGER link_no_delete BEFORE DELETE ON link
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- What the file holds, in its own words: its kinds, their fields, the words of their lists.
CREATE TABLE kind (
  prefix TEXT PRIMARY KEY,
  table_name TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  plural TEXT NOT NULL,
  digits INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE field (
  kind TEXT NOT NULL REFERENCES kind (prefix),
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  type TEXT NOT NULL,
  since INTEGER NOT NULL,
  retired INTEGER,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE choice (
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (kind, field, code),
  FOREIGN KEY (kind, field) REFERENCES field (kind, name)
) STRICT, WITHOUT ROWID;
