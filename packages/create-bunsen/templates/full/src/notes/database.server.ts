import { Database } from "bun:sqlite";
import { singleton } from "@bunsen/runtime";
import { env } from "@bunsen/runtime/env";
import type { Note } from "./note";

/** Opened with the first query. `singleton` keeps the connection when this module is edited. */
const database = () => singleton("database", open, (opened) => opened.close());

const SELECT = "SELECT id, author, text, written_at AS writtenAt FROM notes";

export function latestNotes(limit = 20): Note[] {
  return database().query<Note, [number]>(`${SELECT} ORDER BY id DESC LIMIT ?`).all(limit);
}

export function findNote(id: number): Note | undefined {
  return database().query<Note, [number]>(`${SELECT} WHERE id = ?`).get(id) ?? undefined;
}

export function addNote(author: string, text: string): void {
  database()
    .query("INSERT INTO notes (author, text, written_at) VALUES (?, ?, ?)")
    .run(author, text, Date.now());
}

function open(): Database {
  const opened = new Database(env().DATABASE, { strict: true });
  opened.run("PRAGMA journal_mode = WAL");
  opened.run(`
    CREATE TABLE IF NOT EXISTS notes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      author TEXT NOT NULL,
      text TEXT NOT NULL,
      written_at INTEGER NOT NULL
    ) STRICT
  `);
  return opened;
}
