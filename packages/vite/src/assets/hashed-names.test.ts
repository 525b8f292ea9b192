import type { Rolldown } from "vite";
import { expect, it } from "vitest";
import { hashedNames } from "./hashed-names.ts";

type Output = Parameters<typeof hashedNames>[0][number];

/** What Vite 8.3 notes on a chunk. */
const chunk = (fileName: string, preliminaryFileName: string): Output =>
  ({ type: "chunk", fileName, preliminaryFileName }) as Rolldown.OutputChunk;

/** What Vite 8.3 notes on an asset; one that was emitted under a file name has no other. */
const asset = (fileName: string, ...names: string[]): Output =>
  ({ type: "asset", fileName, names }) as unknown as Rolldown.OutputAsset;

it("knows the files whose names change with their content", () => {
  const hashed = [
    chunk("assets/index-CdhTv4nZ.js", "assets/index-!~{000}~.js"),
    chunk("assets/CdhTv4nZ.js", "assets/!~{00a}~.js"),
    asset("assets/index-BsofTsI9.css", "index.css"),
    asset("assets/logo-610LD28A.png", "logo.png"),
    asset("assets/logo.610LD28A.png", "src/logo.png"),
    asset("assets/610LD28A610LD28A.png", "logo.png"),
    asset("assets/a-B_oo-sI9.woff2", "b.woff2", "a.woff2"),
  ];
  const others = [
    chunk("assets/index.js", "assets/index.js"),
    chunk("assets/index-CdhTv4nZ.js", "assets/index-CdhTv4nZ.js"),
    asset("sw.js"),
    asset("assets/site-manifest.json"),
    asset("both.txt", "both.txt"),
    asset("assets/hello.txt", "hello.txt"),
    asset("assets/hello.v1.txt", "hello.txt"),
    asset("assets/index-BsofTsI9.css.map"),
  ];
  expect([...hashedNames(hashed)]).toEqual(hashed.map((file) => file.fileName));
  expect([...hashedNames(others)]).toEqual([]);
});
