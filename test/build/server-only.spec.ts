import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../support/build.ts";
import { buildErrors } from "../support/build-errors.ts";
import { writeApp } from "../support/fixture.ts";
import { LINK_WAYS, writeLinkedApp } from "./server-only-links.ts";
import { CANARY } from "./server-only-styles.ts";
import {
  appWith,
  inDirectory,
  LEAKING,
  OWN_APP_WAYS,
  PACKAGE,
  TYPES_ONLY,
  WAYS,
} from "./server-only-ways.ts";

describe("a component that imports a .server file", () => {
  test("fails the build with the chain of imports", async () => {
    const { code, output } = await buildApp(writeApp(LEAKING));
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /src\/pages\/index\.tsx[\s\S]*src\/components\/card\.tsx[\s\S]*src\/data\.server\.ts/,
    );
    expect(output).not.toMatch(/^\s+at .+:\d+:\d+/m);
    expect(output).not.toContain(CANARY);
  });

  test("may import its types", async () => {
    const { code, output } = await buildApp(writeApp({ ...LEAKING, "src/components/card.tsx": TYPES_ONLY }));
    expect(code, output).toBe(0);
  });
});

/** What a build with `directory` in it says of that; `errors` are those of all of its directories. */
function errorsOf(errors: string[], directory: string): string {
  return errors.filter((message) => message.includes(`src/${directory}/`)).join("\n");
}

describe("server code that browser code reaches fails the build", () => {
  let errors: string[] = [];
  beforeAll(async () => {
    const apps = WAYS.map(([, files], index) => inDirectory(`way${index}`, files));
    errors = await buildErrors(writeApp(Object.assign({}, ...apps, PACKAGE)));
  });

  test.each(WAYS.map(([way, , said], index) => ({ way, said, index })))("by $way", ({ said, index }) => {
    const own = errorsOf(errors, `way${index}`);
    expect(own).toMatch(said);
    expect(own).toMatch(/\[(SERVER_ONLY|NOT_SERVED)\]/);
    expect(own).not.toContain(CANARY);
  });

  test.each(OWN_APP_WAYS)("by %s", async (_way, files, said) => {
    const { code, output } = await buildApp(writeApp(files));
    expect(code, output).not.toBe(0);
    expect(output).toMatch(said);
    expect(output).toMatch(/\[(SERVER_ONLY|NOT_SERVED)\]/);
    expect(output).not.toContain(CANARY);
  });
});

test("a file that server code knows by its URL is not published if it is for servers", async () => {
  const app = appWith("export const start = 1;\n", {
    "src/pages/index.server.ts":
      'import url from "../key.server.txt?url";\nexport default () => ({ props: { url } });\n',
    "src/key.server.txt": `${CANARY.repeat(400)}\n`,
  });
  const { code, output } = await buildApp(writeApp(app));
  expect(code).not.toBe(0);
  expect(output).toMatch(/src\/key\.server\.txt cannot reach the browser/);
});

test("what a good build publishes, source maps included, holds no server code", async () => {
  const app = appWith('export const start = () => new Worker(new URL("./work.ts", import.meta.url));\n', {
    "src/components/work.ts":
      'import type { Row } from "../data.server";\npostMessage({ id: 1 } satisfies Row);\n',
    "src/pages/index.server.ts": `import { secret } from "../data.server";\nimport { key } from "../.server/key";\nexport default () => ({ props: { length: (secret + key).length } });\n`,
    "src/.server/key.ts": `export const key = "${CANARY}";\n`,
    "vite.config.ts":
      'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()], build: { sourcemap: true } };\n',
  });
  const directory = writeApp(app);
  const { code, output } = await buildApp(directory);
  expect(code, output).toBe(0);
  const client = join(directory, "dist/client");
  const files = readdirSync(client, { recursive: true, encoding: "utf8" });
  expect(files.some((file) => /work-.*\.js\.map$/.test(file))).toBe(true);
  const texts = files.filter((file) => /\.(js|css|map|json)$/.test(file));
  const leaks = texts.filter((file) => readFileSync(join(client, file), "utf8").includes(CANARY));
  expect(leaks).toEqual([]);
});

describe("a symbolic link with the name of a server file, or to one, fails the build", () => {
  let errors: string[] = [];
  beforeAll(async () => {
    errors = await buildErrors(writeLinkedApp());
  });

  test.each(LINK_WAYS.map(([way], index) => ({ way, index })))("$way", ({ index }) => {
    const own = errorsOf(errors, `link${index}`);
    expect(own).toMatch(/card\.tsx[\s\S]*(link\.server|\.server\/plain|data\.server)/);
    expect(own).toMatch(/\[SERVER_ONLY\]/);
    expect(own).not.toContain(CANARY);
  });
});
