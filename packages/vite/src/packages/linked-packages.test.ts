import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { linkedPackages } from "./linked-packages.ts";

test("packages of the workspace are found through each other, and no others", () => {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), "bunsen-workspace-")));
  onTestFinished(() => rmSync(workspace, { recursive: true }));
  const write = (directory: string, manifest: object) => {
    mkdirSync(join(workspace, directory), { recursive: true });
    writeFileSync(join(workspace, directory, "package.json"), JSON.stringify(manifest));
  };
  const link = (name: string, target: string) => {
    const place = join(workspace, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(workspace, target), place);
  };
  write("app", { dependencies: { "@me/ui": "*", installed: "*", missing: "*", "@bunsen/runtime": "*" } });
  write("packages/ui", { dependencies: { "@me/icons": "*" }, devDependencies: { app: "*" } });
  write("packages/icons", { dependencies: { "@me/ui": "*" } });
  write("packages/runtime", {});
  write("packages/unused", {});
  write("node_modules/installed", {});
  link("@me/ui", "packages/ui");
  link("@me/icons", "packages/icons");
  link("@me/unused", "packages/unused");
  link("@bunsen/runtime", "packages/runtime");
  link("app", "app");
  expect(linkedPackages(join(workspace, "app"))).toEqual([
    join(workspace, "packages/icons"),
    join(workspace, "packages/ui"),
  ]);
});
