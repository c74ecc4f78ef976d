-- File version 4. This text is frozen.

-- The key stands first, so that the integrity check of every SQLite finds nothing wrong in it.
ALTER TABLE draft RENAME TO draft_before;
CREATE TABLE draft (
  id TEXT NOT NULL CHECK (length(id) BETWEEN 3 AND 20),
  field TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 100),
  session INTEGER NOT NULL,
  text TEXT NOT NULL CHECK (length(text) <= 1000000),
  extra TEXT NOT NULL CHECK (length(extra) <= 1000000),
  at TEXT NOT NULL CHECK (length(at) BETWEEN 20 AND 35),
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 500),
  PRIMARY KEY (id, field, session)
) STRICT, WITHOUT ROWID;
INSERT INTO draft (id, field, session, text, extra, at, actor)
  SELECT id, field, session, text, extra, at, actor FROM draft_before;
DROP TABLE draft_before;

-- When the process of a session started, where locks cannot tell whether it still runs.
ALTER TABLE session RENAME TO session_before;
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user TEXT NOT NULL CHECK (length(user) BETWEEN 1 AND 200),
  host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 255),
  pid INTEGER NOT NULL CHECK (pid BETWEEN 0 AND 4294967295),
  since TEXT NOT NULL CHECK (length(since) BETWEEN 20 AND 35),
  started TEXT CHECK (length(started) <= 100)
) STRICT;
INSERT INTO session (id, user, host, pid, since)
  SELECT id, user, host, pid, since FROM session_before;
DROP TABLE session_before;
