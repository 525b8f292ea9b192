import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { APP as ECOSYSTEM } from "../ecosystem/app.ts";
import { hydrated, openPage } from "../support/browser.ts";
import { buildApp, type CommandResult, moveOutside, runBunsen } from "../support/build.ts";
import { type AppFiles, copyPlayground, writeApp, writeFiles } from "../support/fixture.ts";
import { startBuilt } from "../support/serve.ts";

/** An app in which everything meets: markup, values, lists, slots, components with hooks and without, other files. */
const APP: AppFiles = {
  "src/parts.tsx": `
import { type ReactNode, useId, useState } from "react";
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return <section className="card" aria-label={title}><h2>{title}</h2>{children}</section>;
}
export const Price = ({ value }: { value: number }) => <b className="price">{value} €</b>;
export function Counter() {
  const [count, setCount] = useState(0);
  const id = useId();
  return <p><label htmlFor={id}>Count</label><button id={id} type="button" onClick={() => setCount(count + 1)}>{count}</button></p>;
}
`,
  "src/pages/index.tsx": `
import { Card, Counter, Price } from "../parts";
const rows = [{ name: "A < B", price: 1 }, { name: "", price: 2 }, { name: "C & D", price: 3 }];
export default function Page({ query }: { query: Record<string, string> }) {
  return (
    <main data-page="home" onClick={() => undefined}>
      <h1 title={query.title}>Hello {query.name ?? "you"}!</h1>
      <Card title="Rows">
        <table><tbody>{rows.map((row) => <tr key={row.price} className={row.price > 1 ? "dear" : "cheap"}><td>{row.name}</td><td><Price value={row.price} /></td></tr>)}</tbody></table>
      </Card>
      <Card title="Counter"><Counter /></Card>
      <footer><a href={query.link ?? "/"}>Home</a> and <em>more</em></footer>
    </main>
  );
}
`,
  "src/pages/item/[id].tsx":
    "export default ({ params }: { params: { id: string } }) => <p>Item {params.id}</p>;\n",
  "src/pages/now.tsx": "export default () => <p>{process.pid} {performance.now()}</p>;\n",
};

function withOptions(options: string): AppFiles {
  return {
    "vite.config.ts": `import { bunsen } from "@bunsen/vite";
export default { plugins: [bunsen({ ${options} })] };
`,
  };
}

/** Puts a mistake into the compiled markup, as a plugin that comes after Bunsen's. */
const MISTAKE: AppFiles = {
  "vite.config.ts": `import { bunsen } from "@bunsen/vite";
const mistake = {
  name: "mistake",
  enforce: "post",
  transform: (code) => ({ code: code.replace(/(function \\$bunsen_.*?)Hello /, "$1Hullo "), map: null }),
};
export default { plugins: [bunsen({ smokeTest: { paths: ["/item/7"] } }), mistake] };
`,
};

/** The app, built and verified. */
let app = "";
let verified: CommandResult;
beforeAll(async () => {
  app = writeApp(APP);
  verified = await runBunsen(app, ["build", "--verify-markup"]);
});

describe("bunsen build --verify-markup", () => {
  test("compares every page that has a path with what React renders", () => {
    const { code, output } = verified;
    expect(code, output).toBe(0);
    expect(output).toContain("The markup of 2 pages is what React renders");
    expect(output).toMatch(/Not compared, because React renders them differently .*: \/now\./);
    expect(output).toMatch(/Not compared, because the build knows no path for them: \/item\/\[id\]/);
  });

  test("fails where they differ, and shows it", async () => {
    const { code, output } = await runBunsen(writeApp({ ...APP, ...MISTAKE }), ["build", "--verify-markup"]);
    expect(output).toMatch(/The compiled markup of these pages differs from what React renders/);
    expect(output).toMatch(/ {4}React: .*Hello .*\n {4}markup: .*Hullo /);
    expect(output).not.toMatch(/^ +\/item\/7$/m);
    expect(code).toBe(1);
  });

  test.each([
    ["elements", ["/element/Fe"]],
    ["forms", []],
    ["news", ["/article/1"]],
    ["packages", []],
    ["contract", ["/routing/one/a%20b", "/data/url/7?a=1", "/document/relative/x", "/streaming/two/1"]],
  ])("finds nothing in playground/%s", async (name, paths) => {
    const directory = copyPlayground(name);
    const config = readFileSync(join(directory, "vite.config.ts"), "utf8");
    const options = `smokeTest: { paths: ${JSON.stringify(paths)} }`;
    const edited = config.replace(/bunsen\((?:\{)?/, (call) =>
      call.endsWith("{") ? `bunsen({ ${options}, ` : `bunsen({ ${options} }`,
    );
    writeFiles(directory, { "vite.config.ts": edited });
    const { code, output } = await runBunsen(directory, ["build", "--verify-markup"]);
    expect(code, output).toBe(0);
    expect(output).toMatch(/The markup of [1-9]\d* pages is what React renders/);
    expect(output).not.toContain("INVALID_ANNOTATION");
  });
});

test("finds nothing in component sets, icons, MDX and compiled components either", async () => {
  const { code, output } = await runBunsen(writeApp(ECOSYSTEM), ["build", "--verify-markup"]);
  expect(code, output).toBe(0);
  const [, pages] = /The markup of (\d+) pages is what React renders/.exec(output) ?? [];
  expect(Number(pages)).toBeGreaterThan(5);
  expect(output).not.toMatch(/Not compared, because React renders/);
});

test("what is markup is hydrated without a word, and says how much it is", async () => {
  const inspected = await runBunsen(app, ["inspect", "--json"]);
  const { routes } = JSON.parse(inspected.output);
  const { markup } = routes.find(({ id }: { id: string }) => id === "/");
  expect(markup.flat).toBeGreaterThan(markup.elements / 2);
  const server = await startBuilt(moveOutside(app));
  const { page, expectQuietConsole } = await openPage(
    server,
    "/?name=%3Cb%3E&title=%22&link=javascript:alert(1)",
  );
  await hydrated(page, "main");
  await page.locator("button").click();
  await expect.poll(() => page.locator("button").textContent()).toBe("1");
  expect(await page.locator("h1").textContent()).toBe("Hello <b>!");
  expect(await page.locator("tr.dear").count()).toBe(2);
  expectQuietConsole();
});

/** A React whose renderer is built in another way. */
const OTHER_REACT: AppFiles = {
  "vite.config.ts": `import { bunsen } from "@bunsen/vite";
const other = {
  name: "other",
  enforce: "pre",
  transform: (code, id) =>
    id.includes("react-dom-server") ? { code: code.replaceAll("retryNode", "retryIt"), map: null } : undefined,
};
export default { plugins: [other, bunsen()] };
`,
};

test("with a React that the build does not know, React renders everything, and the build says so", async () => {
  const directory = writeApp({ ...APP, ...OTHER_REACT });
  const { code, output } = await runBunsen(directory, ["build"]);
  expect(code, output).toBe(0);
  expect(output).toMatch(/react-dom-server.*Static markup has no effect.*\[STATIC_MARKUP_OFF\]/);
  const inspected = await runBunsen(directory, ["inspect", "--json"]);
  const { routes } = JSON.parse(inspected.output);
  const { markup } = routes.find(({ id }: { id: string }) => id === "/");
  expect(markup).toMatchObject({ flat: 0 });
  const server = await startBuilt(moveOutside(directory));
  expect(await (await server.fetch("/")).text()).toContain("Hello <!-- -->you<!-- -->!</h1>");
});

test("staticMarkup: false leaves everything to React", async () => {
  const directory = writeApp({ ...APP, ...withOptions("staticMarkup: false") });
  const { code, output } = await buildApp(directory);
  expect(code, output).toBe(0);
  const server = readFileSync(join(directory, "dist/server/app.js"), "utf8");
  expect(server).not.toContain("<footer>");
  expect(server).not.toContain("$bunsenHook");
});
