import { Database } from "bun:sqlite";
import { singleton } from "@bunsen/runtime";
import type { Draft, Entry } from "./entry";
import { FIRST_ENTRIES } from "./first-entries.server";

const INSERT =
  "INSERT INTO entries (name, place, message, hue, signedAt) VALUES ($name, $place, $message, $hue, $signedAt)";

/** In memory unless `GUEST_BOOK` names a file; an edit in development does not empty it. */
const database = singleton("guest-book", openDatabase, (opened) => opened.close());

function openDatabase(): Database {
  const opened = new Database(process.env.GUEST_BOOK || ":memory:", { create: true, strict: true });
  opened.run(`
    CREATE TABLE IF NOT EXISTS entries (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      place TEXT NOT NULL,
      message TEXT NOT NULL,
      hue TEXT NOT NULL,
      signedAt INTEGER NOT NULL
    ) STRICT
  `);
  const { count } = opened.query<{ count: number }, []>("SELECT count(*) AS count FROM entries").get() ?? {
    count: 0,
  };
  if (count === 0) addFirstEntries(opened);
  return opened;
}

type Row = Omit<Entry, "signedAt"> & { signedAt: number };

/** The newest entries first. */
export function latestEntries(limit: number): Entry[] {
  const rows = database.query<Row, [number]>("SELECT * FROM entries ORDER BY id DESC LIMIT ?").all(limit);
  return rows.map(toEntry);
}

export function findEntry(id: number): Entry | undefined {
  const row = database.query<Row, [number]>("SELECT * FROM entries WHERE id = ?").get(id);
  return row ? toEntry(row) : undefined;
}

export function countEntries(): number {
  return database.query<{ count: number }, []>("SELECT count(*) AS count FROM entries").get()?.count ?? 0;
}

/** Stores a checked draft and returns its number. */
export function addEntry(draft: Draft): number {
  return Number(database.query(INSERT).run({ ...draft, signedAt: Date.now() }).lastInsertRowid);
}

/** Rows have a prototype of their own; props are plain. */
function toEntry({ id, name, place, message, hue, signedAt }: Row): Entry {
  return { id, name, place, message, hue, signedAt: new Date(signedAt) };
}

/** A book with a few pages written invites more. */
function addFirstEntries(opened: Database): void {
  const insert = opened.query(INSERT);
  for (const [index, [name, place, hue, message]] of FIRST_ENTRIES.entries()) {
    insert.run({
      name,
      place,
      hue,
      message,
      signedAt: Date.UTC(2026, 4, 2 + index * 9, 9 + index, 17 * index),
    });
  }
}
