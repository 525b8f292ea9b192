import { beforeAll, describe, expect, test } from "vitest";
import { editFile, writeApp } from "../../support/fixture.ts";
import { type RunningServer, startDev } from "../../support/serve.ts";
import { fileOf } from "./app.ts";

const APP = {
  "src/style.css": '@import "tailwindcss";\n',
  "src/counter.server.ts":
    "let count = 0;\nexport const loaded = crypto.randomUUID();\nexport const next = () => ++count;\n",
  "src/kept.server.ts": `
import { singleton } from "@bunsen/runtime";
export const version = "old";
export const kept = singleton("kept", () => ({ id: crypto.randomUUID() }));
`,
  "src/words.server.ts": 'export const word = "old";\n',
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
import { loaded } from "./counter.server";
const onStart = ({ signal }) => {
  const start = { loaded, isAborted: false };
  (globalThis.starts ??= []).push(start);
  signal.onabort = () => { start.isAborted = true; };
};
export default defineServer({ onStart, headers: { "x-loaded": loaded }, middleware: ({ locals }) => { locals.loaded = loaded; } });
`,
  "src/pages/__root.tsx": 'import "../style.css";\nexport default ({ children }) => <div>{children}</div>;\n',
  "src/pages/__root.server.ts":
    "let rendered = 0;\nexport default () => ({ props: { rendered: ++rendered } });\n",
  "src/pages/index.tsx": "export default ({ props }) => <pre>{JSON.stringify(props)}</pre>;\n",
  "src/pages/index.server.ts": `
import { loaded, next } from "../counter.server";
import { word } from "../words.server";
export default ({ locals }) => ({ props: { loaded, count: next(), word, middleware: locals.loaded } });
`,
  "src/pages/other.tsx": "export default () => <h1>other old</h1>;\n",
  "src/pages/api/starts.ts": "export const GET = () => globalThis.starts;\n",
  "src/pages/api/state.ts": `
import { loaded, next } from "../../counter.server";
import { kept, version } from "../../kept.server";
export const GET = () => ({ loaded, count: next(), kept: kept.id, version, text: "old" });
`,
};

interface PageState {
  loaded: string;
  count: number;
  word: string;
  middleware: string;
  rendered: number;
}

interface EndpointState {
  loaded: string;
  count: number;
  kept: string;
  version: string;
  text: string;
}

describe("in development, a module of the server", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startDev(writeApp(APP));
  });

  const page = async (): Promise<PageState> => {
    const html = await (await server.fetch("/")).text();
    return JSON.parse((/<pre>(.*)<\/pre>/.exec(html)?.[1] ?? "{}").replaceAll("&quot;", '"'));
  };
  const endpoint = async (): Promise<EndpointState> => (await server.fetch("/api/state")).json();

  test("is one for pages, endpoints and middleware", async () => {
    const first = await page();
    const second = await endpoint();
    expect(second.loaded).toBe(first.loaded);
    expect(first.middleware).toBe(first.loaded);
    expect(second.count).toBe(first.count + 1);
    expect((await server.fetch("/")).headers.get("x-loaded")).toBe(first.loaded);
  });

  test("keeps its state when others are edited", async () => {
    const before = await page();
    const edits: [file: string, from: string, to: string, shown: () => Promise<boolean>][] = [
      [
        "src/pages/other.tsx",
        "other old",
        "other new",
        async () => (await (await server.fetch("/other")).text()).includes("new"),
      ],
      ["src/words.server.ts", "old", "new", async () => (await page()).word === "new"],
      ["src/pages/api/state.ts", '"old"', '"new"', async () => (await endpoint()).text === "new"],
      [
        "src/pages/index.tsx",
        "stringify(props)",
        "stringify({ ...props, mark: 1 })",
        async () => (await (await server.fetch("/")).text()).includes("mark"),
      ],
      [
        "src/style.css",
        "@import",
        ".edited { color: red; }\n@import",
        async () =>
          (await (await server.fetch("/src/style.css", { headers: { accept: "text/css" } })).text()).includes(
            ".edited",
          ),
      ],
    ];
    for (const [file, from, to, shown] of edits) {
      editFile(fileOf(server, file), from, to);
      await expect.poll(shown, { message: file }).toBe(true);
      const { loaded, count, rendered } = await page();
      expect(loaded, file).toBe(before.loaded);
      expect(count, file).toBeGreaterThan(before.count);
      expect(rendered, file).toBeGreaterThan(before.rendered);
    }
  });

  test("calls onStart once, and again only when src/server.ts was loaded again", async () => {
    const starts = async () => (await server.fetch("/api/starts")).json();
    const before = await page();
    const [first, ...more] = await starts();
    expect([first, more]).toEqual([{ loaded: before.loaded, isAborted: false }, []]);
    editFile(fileOf(server, "src/pages/other.tsx"), "other old", "other again");
    await expect.poll(async () => (await (await server.fetch("/other")).text()).includes("again")).toBe(true);
    expect(await starts()).toHaveLength(1);
    editFile(fileOf(server, "src/server.ts"), "headers", " headers");
    await expect.poll(async () => (await starts()).length).toBe(2);
    expect(await starts()).toEqual([
      { loaded: before.loaded, isAborted: true },
      { loaded: before.loaded, isAborted: false },
    ]);
  });

  test("is evaluated again when it is edited, for all who import it at once", async () => {
    const before = await page();
    editFile(fileOf(server, "src/counter.server.ts"), "let count = 0", "let count = 1000");
    await expect.poll(async () => (await page()).count).toBeGreaterThan(1000);
    const after = await page();
    expect(after.loaded).not.toBe(before.loaded);
    expect(after.middleware).toBe(after.loaded);
    expect((await endpoint()).loaded).toBe(after.loaded);
  });

  test("keeps a singleton even when it is edited itself", async () => {
    const before = await endpoint();
    editFile(fileOf(server, "src/kept.server.ts"), '"old"', '"new"');
    await expect.poll(async () => (await endpoint()).version).toBe("new");
    expect((await endpoint()).kept).toBe(before.kept);
  });
});
