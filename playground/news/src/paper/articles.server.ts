import { Database } from "bun:sqlite";
import { singleton } from "@bunsen/runtime";
import { FIRST_ARTICLES } from "./first-articles.server";

export interface Article {
  id: number;
  headline: string;
  lead: string;
  text: string;
  /** Milliseconds since 1970. */
  changedAt: number;
}

/** Set `NEWS_FILE` to let several instances share one paper. */
const database = singleton("articles", () => open(process.env.NEWS_FILE || ":memory:"));

function open(file: string): Database {
  const opened = new Database(file, { strict: true });
  // Of several instances that start at once, one writes; the others wait for it.
  opened.run("PRAGMA busy_timeout = 5000");
  opened.run(
    "CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY, headline TEXT, lead TEXT, text TEXT, changedAt INTEGER)",
  );
  const insert = opened.query(
    "INSERT OR IGNORE INTO articles VALUES ($id, $headline, $lead, $text, $changedAt)",
  );
  for (const [index, article] of FIRST_ARTICLES.entries()) {
    insert.run({ ...article, id: index + 1, changedAt: Date.now() });
  }
  return opened;
}

export function allArticles(): Article[] {
  return database.query<Article, []>("SELECT * FROM articles ORDER BY id").all();
}

export function findArticle(id: number): Article | null {
  return database.query<Article, [number]>("SELECT * FROM articles WHERE id = ?").get(id);
}

/** Returns whether there is such an article. */
export function changeHeadline(id: number, headline: string): boolean {
  const change = database.query("UPDATE articles SET headline = ?, changedAt = ? WHERE id = ?");
  return change.run(headline, Date.now(), id).changes > 0;
}
