import { Database } from "bun:sqlite";
import { building, revalidatePath, singleton } from "@bunsen/runtime";
import type { Card, ColumnId, Visitor } from "./card";

/** The board is everybody's, so it forgets its oldest cards. */
const MOST_CARDS = 60;

const FIRST_CARDS: readonly Pick<Card, "text" | "author" | "hue" | "column">[] = [
  { text: "Open this page in a second window", author: "Peter", hue: "amber", column: "ideas" },
  { text: "Move me there and watch me here", author: "Emma", hue: "sky", column: "doing" },
  { text: "Turn JavaScript off. It still works", author: "Robert", hue: "rose", column: "ideas" },
  { text: "Write a server without a client library", author: "Ada", hue: "fern", column: "done" },
];

const INSERT = "INSERT INTO cards (text, author, hue, place) VALUES ($text, $author, $hue, $column)";

/** In memory unless `BOARD` names a file, which several workers need; an edit in development does not empty it. */
const database = singleton("board", openDatabase, (opened) => opened.close());

function openDatabase(): Database {
  const opened = new Database(building ? ":memory:" : process.env.BOARD || ":memory:", {
    create: true,
    strict: true,
  });
  opened.run("PRAGMA journal_mode = WAL");
  opened.run("PRAGMA busy_timeout = 2000");
  opened.run(`
    CREATE TABLE IF NOT EXISTS cards (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      text TEXT NOT NULL,
      author TEXT NOT NULL,
      hue TEXT NOT NULL,
      place TEXT NOT NULL,
      votes INTEGER NOT NULL DEFAULT 0
    ) STRICT
  `);
  if (opened.query("SELECT 1 FROM cards").get() === null) {
    for (const card of FIRST_CARDS) opened.query(INSERT).run({ ...card });
  }
  return opened;
}

export function allCards(): Card[] {
  const rows = database
    .query<Card, []>(
      "SELECT id, text, author, hue, place AS 'column', votes FROM cards ORDER BY votes DESC, id",
    )
    .all();
  // Rows have a prototype of their own; props are plain.
  return rows.map((row) => ({ ...row }));
}

export async function addCard(text: string, { name, hue }: Visitor): Promise<void> {
  database.query(INSERT).run({ text, author: name, hue, column: "ideas" });
  database
    .query("DELETE FROM cards WHERE id NOT IN (SELECT id FROM cards ORDER BY id DESC LIMIT ?)")
    .run(MOST_CARDS);
  await tellEverybody();
}

export async function moveCard(id: number, column: ColumnId): Promise<void> {
  database.query("UPDATE cards SET place = ? WHERE id = ?").run(column, id);
  await tellEverybody();
}

export async function voteFor(id: number): Promise<void> {
  database.query("UPDATE cards SET votes = votes + 1 WHERE id = ?").run(id);
  await tellEverybody();
}

export async function removeCard(id: number): Promise<void> {
  database.query("DELETE FROM cards WHERE id = ?").run(id);
  await tellEverybody();
}

/** Every visitor who has the board open sees it: the page is live. */
function tellEverybody(): Promise<unknown> {
  return revalidatePath("/");
}
