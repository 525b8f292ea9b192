import { isFileLoadingAllowed, resolveConfig } from "vite";
import { describe, expect, test } from "vitest";
import { isServerName, serverNamePatterns } from "./server-name.ts";

const ROOT = "/srv/my.server/(app)";

const SERVER_FILES = [
  "src/db.server.ts",
  "src/db.server",
  "src/.server.ts",
  "src/DB.SERVER.TS",
  "src/db.Server.mts",
  "src/db.server.config.ts",
  "src/db.server.json",
  "src/.server/db.ts",
  "src/.server/deep/er/db.ts",
  "src/.Server/db.ts",
  "src/db.server/index.ts",
  ".server/key.txt",
];

const OTHER_FILES = [
  "src/server.ts",
  "src/server/db.ts",
  "src/server.config.ts",
  "src/dbserver.ts",
  "src/db.servers.ts",
  "src/db-server.ts",
  "src/db.observer.ts",
];

describe("a server file's name", async () => {
  const fs = { allow: [ROOT], deny: serverNamePatterns(ROOT) };
  const config = await resolveConfig({ configFile: false, root: ROOT, server: { fs } }, "serve");
  const isDenied = (file: string) => !isFileLoadingAllowed(config, file);

  test.each(SERVER_FILES)("is %s, for the wall and for Vite's file server", (file) => {
    expect(isServerName(file)).toBe(true);
    expect(isDenied(`${ROOT}/${file}`)).toBe(true);
  });

  test.each(OTHER_FILES)("is not %s", (file) => {
    expect(isServerName(file)).toBe(false);
    expect(isDenied(`${ROOT}/${file}`)).toBe(false);
  });
});
