import type { Database } from "bun:sqlite";
import type { SessionChange, SessionEntries, SessionStore } from "../../api/session.ts";
import { checkStoreOptions } from "../../cache/stores/options.ts";

export interface SqliteSessionsOptions {
  /** The file, which is created if needed; its directory must exist. Several processes of one machine may share it. */
  path: string;
}

/** Milliseconds to wait for another process that writes. */
const BUSY_MILLISECONDS = 1000;
const SWEEP_MILLISECONDS = 3_600_000;

/**
 * Keeps sessions in an SQLite file, in a table of its own: `bunsen_sessions`.
 *
 * @throws {BunsenError} INVALID_STORE_OPTION, MISSING_STORE_OPTION or UNKNOWN_STORE_OPTION
 */
export function sqliteSessions(options: SqliteSessionsOptions): SessionStore {
  return new SqliteSessions(options);
}

class SqliteSessions implements SessionStore {
  readonly name = "sqlite";
  readonly #path: string;
  #opened: Promise<Database> | undefined;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(options: SqliteSessionsOptions) {
    checkStoreOptions("sqliteSessions", options, { path: "text" }, ["path"]);
    this.#path = options.path;
  }

  async read(id: string): Promise<SessionEntries | undefined> {
    return find(await this.#database(), id);
  }

  async create(id: string, entries: SessionEntries, seconds: number): Promise<void> {
    const database = await this.#database();
    this.#sweep(database);
    database
      .query("INSERT INTO bunsen_sessions (id, entries, expires) VALUES (?, ?, ?)")
      .run(id, JSON.stringify(entries), expiry(seconds));
  }

  async change(id: string, change: SessionChange, seconds: number): Promise<boolean> {
    const database = await this.#database();
    const apply = database.transaction(() => {
      const entries = find(database, id);
      if (!entries) return false;
      const kept = Object.entries({ ...entries, ...change.set }).filter(
        ([key]) => !change.delete.includes(key),
      );
      database
        .query("UPDATE bunsen_sessions SET id = ?, entries = ?, expires = ? WHERE id = ?")
        .run(change.id, JSON.stringify(Object.fromEntries(kept)), expiry(seconds), id);
      return true;
    });
    return apply.immediate();
  }

  async destroy(id: string): Promise<void> {
    const database = await this.#database();
    database.query("DELETE FROM bunsen_sessions WHERE id = ?").run(id);
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    (await opened)?.close();
  }

  #database(): Promise<Database> {
    this.#opened ??= open(this.#path).catch((error: unknown) => {
      // What is wrong with the file may be put right while the server runs.
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  #sweep(database: Database): void {
    if (performance.now() - this.#sweptAt < SWEEP_MILLISECONDS) return;
    this.#sweptAt = performance.now();
    database.query("DELETE FROM bunsen_sessions WHERE expires <= ?").run(expiry(0));
  }
}

async function open(path: string): Promise<Database> {
  // Loaded when there is such a store: SQLite would be in the memory of every server.
  const { Database } = await import("bun:sqlite");
  const database = new Database(path, { create: true, strict: true });
  database.run(`PRAGMA busy_timeout = ${BUSY_MILLISECONDS}`);
  database.run("PRAGMA journal_mode = WAL");
  database.run("PRAGMA synchronous = NORMAL");
  database.run(
    "CREATE TABLE IF NOT EXISTS bunsen_sessions (id TEXT PRIMARY KEY, entries TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID",
  );
  database.run("CREATE INDEX IF NOT EXISTS bunsen_sessions_expires ON bunsen_sessions (expires)");
  return database;
}

function find(database: Database, id: string): SessionEntries | undefined {
  const row = database
    .query<{ entries: string }, [string, number]>(
      "SELECT entries FROM bunsen_sessions WHERE id = ? AND expires > ?",
    )
    .get(id, expiry(0));
  return row ? JSON.parse(row.entries) : undefined;
}

/** Unix time in seconds. */
function expiry(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}
