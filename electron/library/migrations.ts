import type { Database } from './database.ts';

/**
 * How the database came to its present form: step n takes a file from version n to n + 1. A step that has been
 * released is never changed; a new form is a new step at the end.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE downloads (
    id TEXT PRIMARY KEY,
    -- List order; gaps are fine.
    position INTEGER NOT NULL,
    status TEXT NOT NULL,
    url TEXT NOT NULL,
    directory TEXT NOT NULL,
    file_name TEXT NOT NULL,
    named INTEGER NOT NULL,
    host TEXT NOT NULL,
    media_type TEXT,
    size_bytes INTEGER,
    received_bytes INTEGER NOT NULL,
    notice TEXT,
    failure_code TEXT,
    failure_detail TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    -- JSON: what else was asked for, without secrets.
    options TEXT NOT NULL,
    -- JSON sealed by the system's key store, or nothing.
    secrets BLOB
  ) STRICT;
  CREATE INDEX downloads_by_position ON downloads (position);

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    -- JSON.
    value TEXT NOT NULL
  ) STRICT;

  -- What the program remembers by itself, such as where the window stood.
  CREATE TABLE memory (
    key TEXT PRIMARY KEY,
    -- JSON.
    value TEXT NOT NULL
  ) STRICT;
  `,
  // JSON: what happened to each download.
  "ALTER TABLE downloads ADD COLUMN timeline TEXT NOT NULL DEFAULT '[]'",
  `
  ALTER TABLE downloads ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
  ALTER TABLE downloads ADD COLUMN queue_id TEXT NOT NULL DEFAULT 'default';
  -- Apart, so that one can be moved between two others without touching them.
  UPDATE downloads SET position = position * 1048576;

  CREATE TABLE queues (
    id TEXT PRIMARY KEY,
    -- Order of the list of queues.
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    max_active INTEGER,
    -- JSON, or nothing.
    schedule TEXT,
    started INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- JSON, or nothing: the digest that the server announced.
  ALTER TABLE downloads ADD COLUMN announced TEXT;
  -- Off the list: its part file is being deleted.
  ALTER TABLE downloads ADD COLUMN discarding INTEGER NOT NULL DEFAULT 0;

  -- How many connections a host was seen to allow.
  CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    connections INTEGER NOT NULL,
    learnt_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- What the user has laid down for hosts.
  CREATE TABLE host_rules (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    -- JSON, without headers that may be secret.
    rule TEXT NOT NULL,
    -- JSON sealed by the system's key store, or nothing.
    secrets BLOB
  ) STRICT;

  -- Names and passwords, each for one origin: JSON sealed by the system's key store.
  CREATE TABLE sign_ins (
    place TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
  ) STRICT;
  `,
  // The category that was chosen, or nothing: the rules say.
  'ALTER TABLE downloads ADD COLUMN category_id TEXT',
];

/** The database was written by a newer program, whose tables this one does not know. */
export class NewerLibraryError extends Error {
  override readonly name = 'NewerLibraryError';
  constructor(
    readonly path: string,
    readonly found: number,
    readonly known: number,
  ) {
    super(
      `The list of downloads in ${path} was made by a newer Sluice (format ${found}; this one knows up to ${known}). ` +
        'It was left untouched. Install the newer version again to use it.',
    );
  }
}

/** @throws {NewerLibraryError} before anything is written */
export function assertKnownVersion(database: Database, path: string, migrations = MIGRATIONS): void {
  const found = database.version();
  if (found > migrations.length) throw new NewerLibraryError(path, found, migrations.length);
}

/** Runs the steps the file has not seen, each with its version in one transaction: a crash leaves a whole version. */
export function migrate(database: Database, migrations = MIGRATIONS): void {
  for (let version = database.version(); version < migrations.length; version += 1) {
    const step = migrations[version] ?? '';
    database.transaction(() => {
      database.exec(step);
      database.setVersion(version + 1);
    });
  }
}
