import { Database } from "bun:sqlite";
import { gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

const elements = sqliteTable("elements", { number: integer().primaryKey(), symbol: text().notNull() });

const database = new Database(":memory:");
database.run("create table elements (number integer primary key, symbol text not null)");
const orm = drizzle(database);
await orm.insert(elements).values([
  { number: 1, symbol: "H" },
  { number: 2, symbol: "He" },
  { number: 3, symbol: "Li" },
]);

export const GET = () => orm.select().from(elements).where(gt(elements.number, 1));
