import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Manifest } from "../manifest/types.ts";
import { toHtml } from "./html.ts";

const EVIL = `</script><script>alert(1)</script><!--"'&`;
const manifest: Manifest = {
  format: "bunsen.manifest",
  formatVersion: 1,
  buildId: EVIL,
  app: EVIL,
  base: "/",
  pagesDirectory: "",
  versions: { [EVIL]: EVIL },
  packages: [{ name: EVIL, version: EVIL, modules: [{ path: EVIL, id: EVIL }] }],
  files: [],
  routes: [{ id: EVIL, kind: "page", file: EVIL, reaches: {} }],
};

let html = "";
beforeAll(async () => {
  html = await toHtml({ kind: "directory", path: EVIL, manifest });
});

test("names of anybody's are text", () => {
  expect(html).not.toContain("<script>alert");
  expect(html.match(/<script/g)).toHaveLength(2);
  const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  expect(JSON.parse(data)).toMatchObject({ app: EVIL, packages: [{ name: `${EVIL}@${EVIL}` }] });
});

test("only its own script and style may run", () => {
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? "";
  for (const name of ["script", "style"]) {
    const text = new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(html)?.[1] ?? "";
    expect(policy).toContain(`${name}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  }
});
