import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { dependencyEntries } from "./dependency-entries.ts";

const PREPARED = ["react", "@bunsen/runtime"];

function entriesOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "entries-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const isPage = (file: string) => file.endsWith(".tsx") && !file.includes(".server.");
  return dependencyEntries(join(root, "pages"), isPage, PREPARED)
    .map((file) => relative(root, file))
    .sort();
}

test("pages that import nothing but what is prepared and their neighbours need no look", () => {
  const files = {
    "pages/index.tsx":
      'import { useState } from "react";\nimport "../style.css";\nimport { Card } from "../card";\n',
    "card.tsx": "import type { PageProps } from '@bunsen/runtime';\nimport logo from './logo.svg?url';\n",
    "style.css": "",
    "logo.svg": "",
  };
  expect(entriesOf(files)).toEqual([]);
});

test.each([
  ['import chart from "chart.js";'],
  ["import 'chart.js/auto'"],
  ['export * from "chart.js";'],
  ['const chart = await import("chart.js");'],
  ['const chart = require("chart.js");'],
  ['import { useStore } from "@/store";'],
  ["const page = await import(name);"],
  ["const parts = import.meta.glob('./parts/*.tsx');"],
  ['import missing from "./missing";'],
])("a file that a page reaches needs one for %s", (text) => {
  const files = {
    "pages/[id].tsx": 'import { Part } from "../parts";\n',
    "parts/index.ts": 'export { Part } from "./part.js";\nexport * from "./other";\n',
    "parts/part.js.ts": "",
    "parts/part.js": `import { Part } from "./index";\n${text}\n`,
    "parts/other.jsx": "",
  };
  expect(entriesOf(files)).toEqual(["parts/part.js"]);
});

test("server code has none", () => {
  const files = {
    "pages/index.tsx":
      'import type { Row } from "../data.server";\nimport type { Props } from "./index.server.ts";\n',
    "pages/index.server.ts": 'import pg from "pg";\n',
    "pages/api/users.ts": 'import pg from "pg";\n',
    "data.server.ts": 'import pg from "pg";\n',
  };
  expect(entriesOf(files)).toEqual([]);
});

test("without pages there are none", () => {
  expect(entriesOf({ "other.tsx": 'import "x";' })).toEqual([]);
});
