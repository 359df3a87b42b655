import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import Libsql from 'libsql';

/**
 * What SQLite stores. Nothing else may be bound: the driver aborts the whole process on a boolean, so flags are
 * stored as 0 and 1.
 */
export type SqlValue = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, unknown>>;

export interface Statement {
  run(...values: SqlValue[]): void;
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
}

/** The one connection to the database file. Synchronous: a statement takes microseconds. */
export interface Database {
  /** One or more statements without parameters. */
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** Runs `work` in a transaction; what it throws rolls it back and is thrown on. Not to be nested. */
  transaction<Result>(work: () => Result): Result;
  /** The file's `user_version`: the number of migrations it has seen. */
  version(): number;
  setVersion(version: number): void;
  /** Moves the write-ahead log into the file and closes. */
  close(): void;
}

/** How long a statement waits for another process that holds the file, in ms. The main thread waits with it. */
const BUSY_TIMEOUT_MS = 1_000;

/** The file's content is damaged: it is no database, or not a whole one. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError';
}

/**
 * Reads every page (7 ms for 10,000 downloads), because a fault found later could not be told to the user any more.
 * @throws {DamagedDatabaseError} with the file closed again, so that it can be renamed
 * @throws {Error} when the file cannot be opened for another reason
 */
export function openDatabase(path: string): Database {
  // Links can carry keys: for the user's eyes only. SQLite gives its log the same rights.
  closeSync(openSync(path, 'a', 0o600));
  const connection = new Libsql(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = ON`);
    connection.exec(ASSERT_WHOLE);
  } catch (error) {
    connection.close();
    throw isDamage(error) ? new DamagedDatabaseError(`The database ${path} is damaged.`, { cause: error }) : error;
  }
  return wrap(connection);
}

/**
 * `quick_check`, as a statement that fails. Asked in the usual way it would leave a prepared statement behind, which
 * keeps the file open until it is garbage, and Windows would not let the file be renamed.
 */
const ASSERT_WHOLE = `
  CREATE TEMP TABLE whole (answer TEXT CHECK (answer = 'ok'));
  INSERT INTO whole SELECT quick_check FROM pragma_quick_check(1);
  DROP TABLE whole`;

/**
 * Write-ahead log: a reader never waits, and after SIGKILL or a power cut the file is whole. `NORMAL` flushes at
 * checkpoints only; a power cut may cost the last changes, which the part files' own checkpoints make good. Apart
 * from opening because it writes to the file, which one from a newer program must be spared.
 */
export function useWriteAheadLog(database: Database): void {
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
}

/** SQLite's primary result codes: SQLITE_CORRUPT, SQLITE_CONSTRAINT (from {@link ASSERT_WHOLE}), SQLITE_NOTADB. */
const DAMAGE_CODES: readonly number[] = [11, 19, 26];

function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('rawCode' in error) || typeof error.rawCode !== 'number') return false;
  // The low byte is the primary code, the others say more about it.
  return DAMAGE_CODES.includes(error.rawCode & 0xff);
}

/**
 * Renames the database and its log out of the way and returns the new path. The log goes along, because with it
 * more can be rescued, and because a log left behind would be played into the new file.
 * @param suffix comes before the extension: `library.db` becomes `library-SUFFIX.db`
 */
export function setDatabaseAside(path: string, suffix: string): string {
  const dot = path.lastIndexOf('.');
  const aside = `${path.slice(0, dot)}-${suffix}${path.slice(dot)}`;
  for (const part of ['-wal', '-shm', '']) {
    if (existsSync(path + part)) renameSync(path + part, aside + part);
  }
  return aside;
}

function wrap(connection: Libsql.Database): Database {
  return {
    exec: (sql) => void connection.exec(sql),
    prepare(sql) {
      const statement = connection.prepare(sql);
      // Values always as one array: given singly, the driver takes a null for a set of named ones.
      return {
        run: (...values) => void statement.run(values),
        get: (...values) => plain(statement.get(values)),
        all: (...values) => statement.all(values) as Row[],
      };
    },
    transaction: (work) => inTransaction(connection, work),
    version: () => Number(pragma(connection, 'user_version')),
    setVersion: (version) => void connection.exec(`PRAGMA user_version = ${Math.trunc(version)}`),
    close() {
      // Prepared statements keep the file open until they are garbage, so that closing alone would leave the log.
      try {
        connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        connection.close();
      }
    },
  };
}

function inTransaction<Result>(connection: Libsql.Database, work: () => Result): Result {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has rolled back already; rolling back again would hide the error that says so.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/** The row without the timing that the driver puts into it. */
function plain(row: unknown): Row | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== '_metadata'));
}

/** The first value a pragma answers. The driver's own `simple` option answers the whole row. */
function pragma(connection: Libsql.Database, source: string): unknown {
  const row = connection.prepare(`PRAGMA ${source}`).get() as Row | undefined;
  return row && Object.values(row)[0];
}
