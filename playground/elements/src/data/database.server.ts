import { Database } from "bun:sqlite";
import { categories } from "../element/model";
import { elements } from "./elements.server";

/** Lives in memory and is filled once, so the built app needs no file beside it. */
export const database = new Database(":memory:", { strict: true });

const categoryList = categories.map((category) => `'${category}'`).join(", ");

// The checks hold the data to account: a slip in elements.server.ts stops the app at its start.
database.run(`
  CREATE TABLE elements (
    number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 118),
    symbol TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    otherName TEXT,
    mass REAL NOT NULL CHECK (mass > 0),
    category TEXT NOT NULL CHECK (category IN (${categoryList})),
    "group" INTEGER CHECK ("group" BETWEEN 1 AND 18),
    period INTEGER NOT NULL CHECK (period BETWEEN 1 AND 7),
    meltingPoint REAL CHECK (meltingPoint < boilingPoint),
    boilingPoint REAL,
    sublimationPoint REAL CHECK (sublimationPoint IS NULL OR coalesce(meltingPoint, boilingPoint) IS NULL),
    density REAL CHECK (density > 0),
    configuration TEXT NOT NULL,
    electronegativity REAL CHECK (electronegativity BETWEEN 0.5 AND 4),
    discoveryYear INTEGER,
    discoverer TEXT NOT NULL,
    summary TEXT NOT NULL,
    note TEXT
  ) STRICT
`);

const insert = database.prepare(`
  INSERT INTO elements VALUES (
    $number, $symbol, $name, $otherName, $mass, $category, $group, $period, $meltingPoint, $boilingPoint,
    $sublimationPoint, $density, $configuration, $electronegativity, $discoveryYear, $discoverer, $summary, $note
  )
`);

database.transaction(() => {
  for (const element of elements) insert.run({ ...element });
})();
