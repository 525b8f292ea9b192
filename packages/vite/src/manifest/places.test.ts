import { expect, test } from "vitest";
import { resolvePlaces } from "./places.ts";
import type { ManifestFile, ManifestPackage } from "./types.ts";

const place = (file: string) => ({ file, ranges: [], bytes: 10 });
const file = (path: string): ManifestFile => ({ path, bytes: 10, hash: "" });

test("a place is in a file that is there, be it the server's or one that moved to the client's", () => {
  const places = [place("server/app.js"), place("server/assets/a.png"), place("server/gone.png")];
  const server = { bytes: 30, places, importers: [] };
  const packages: ManifestPackage[] = [
    { name: "a", version: "1", modules: [{ path: "b", id: "c", server }] },
  ];
  const [settled] = resolvePlaces(packages, [file("server/app.js"), file("client/assets/a.png")]);
  expect(settled?.modules[0]?.server).toEqual({
    bytes: 20,
    places: [place("server/app.js"), place("client/assets/a.png")],
    importers: [],
  });
  const all = ["server/app.js", "server/assets/a.png", "server/gone.png"].map(file);
  expect(resolvePlaces(packages, all)).toEqual(packages);
});
