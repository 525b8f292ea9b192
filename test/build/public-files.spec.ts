import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildApp, moveOutside } from "../support/build.ts";
import { type AppFiles, writeApp, writeFiles } from "../support/fixture.ts";
import { getRaw } from "../support/raw.ts";
import { rawHeader, rawText } from "../support/raw-response.ts";
import { type RunningServer, startBuilt, startDev } from "../support/serve.ts";

const CANARY = "canary-2e60b3f1";
const PAGE = "export default () => <h1>page</h1>;\n";

const APP: AppFiles = {
  "src/pages/index.tsx": PAGE,
  "public/plain.txt": "plain",
  "public/folder/inner.txt": "inner",
};

/** An app with something in `public/` that cannot be written as a text file. */
function appWith(prepare: (publicDirectory: string) => void, files: AppFiles = {}): string {
  const directory = writeApp({ ...APP, ...files });
  prepare(join(directory, "public"));
  return directory;
}

async function failedBuild(directory: string): Promise<string> {
  const { code, output } = await buildApp(directory);
  expect(code, output).toBe(1);
  expect(existsSync(join(directory, "dist/client"))).toBe(false);
  return output;
}

describe("a build fails and names", () => {
  test.each<[what: string, prepare: (directory: string) => void, names: string[]]>([
    [
      "a link that leaves public/",
      (directory) => symlinkSync("/etc/hostname", join(directory, "leaves.txt")),
      ["public/leaves.txt", "/etc/hostname"],
    ],
    [
      "a relative link that leaves it, to a directory",
      (directory) => symlinkSync("../../src", join(directory, "folder/source")),
      ["public/folder/source"],
    ],
    [
      "a link that leads nowhere",
      (directory) => symlinkSync("nothing.txt", join(directory, "broken.txt")),
      ["public/broken.txt"],
    ],
    [
      "a link to the directory it lies in",
      (directory) => symlinkSync("..", join(directory, "folder/loop")),
      ["public/folder/loop"],
    ],
    [
      "a link to what is not published",
      (directory) => {
        writeFileSync(join(directory, ".env"), CANARY);
        symlinkSync(".env", join(directory, "settings.txt"));
      },
      ["public/settings.txt", ".env"],
    ],
    [
      "a name that no URL can have",
      (directory) => writeFileSync(join(directory, "back\\slash.txt"), ""),
      ["public/back\\slash.txt", "backslash"],
    ],
    [
      "two files of one URL",
      (directory) => {
        mkdirSync(join(directory, "public"));
        writeFileSync(join(directory, "public/plain.txt"), "");
      },
      ["public/plain.txt", "public/public/plain.txt"],
    ],
  ])("%s", async (_, prepare, names) => {
    const output = await failedBuild(appWith(prepare));
    for (const name of names) expect(output).toContain(name);
    expect(output).not.toContain("    at ");
  });

  test.each([
    ["src/pages/plain.txt.ts", "public/plain.txt"],
    ["src/pages/folder/inner.txt.ts", "public/folder/inner.txt"],
    ["src/pages/public/plain.txt.ts", "public/plain.txt"],
  ])("%s and the file that it would hide", async (page, file) => {
    const output = await failedBuild(writeApp({ ...APP, [page]: "export const GET = () => 1;\n" }));
    expect(output).toContain(page);
    expect(output).toContain(file);
  });

  test("a route below the directory of built files", async () => {
    const output = await failedBuild(writeApp({ ...APP, "src/pages/assets/[name].tsx": PAGE }));
    expect(output).toContain("src/pages/assets/[name].tsx");
    expect(output).toContain("build.assetsDir");
  });
});

describe("a build", () => {
  const CONFIG = `
import { bunsen } from "@bunsen/vite";
const worker = {
  name: "worker",
  applyToEnvironment: (environment) => environment.name === "client",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "sw.js", source: "self.addEventListener('fetch', () => {});" });
    this.emitFile({ type: "asset", fileName: "assets/site-manifest.json", source: "{}" });
  },
};
export default { plugins: [bunsen(), worker], build: { sourcemap: true, manifest: true } };
`;
  let directory = "";
  let server: RunningServer;
  beforeAll(async () => {
    directory = appWith(
      (publicDirectory) => {
        execFileSync("mkfifo", [join(publicDirectory, "pipe")]);
        symlinkSync("../plain.txt", join(publicDirectory, "folder/link.txt"));
        symlinkSync("folder", join(publicDirectory, "other"));
      },
      {
        "vite.config.ts": CONFIG,
        "public/.env": CANARY,
        "public/.git/config": CANARY,
        "public/.well-known/assetlinks.json": "[]",
        "public/library.js": `// ${"much the same ".repeat(200)}`,
        "public/library.js.br": "the user's own",
        "public/large.bin": "x".repeat(1_500_000),
        "public/game.map": "treasure",
      },
    );
    const { code, output } = await buildApp(directory);
    expect(code, output).toBe(0);
    expect(output).toContain("public/pipe");
    server = await startBuilt(moveOutside(directory));
  });

  test("leaves dotfiles and pipes out, and follows links that stay inside", async () => {
    const files = readdirSync(join(server.dir, "dist/client"), { recursive: true }).map(String);
    expect(files).toEqual(
      expect.arrayContaining(["plain.txt", ".well-known/assetlinks.json", "folder/link.txt"]),
    );
    expect(files.filter((file) => /\.env|\.git|pipe/.test(file))).toEqual([]);
    for (const path of ["/folder/link.txt", "/public/folder/link.txt"]) {
      expect(await (await server.fetch(path)).text()).toBe("plain");
    }
    expect(await (await server.fetch("/other/inner.txt")).text()).toBe("inner");
    expect(await (await server.fetch("/other/link.txt")).text()).toBe("plain");
  });

  test("keeps no file for ever whose name would stay the same", async () => {
    for (const path of ["/sw.js", "/assets/site-manifest.json", "/plain.txt"]) {
      const response = await server.fetch(path);
      expect(response.status, path).toBe(200);
      expect(response.headers.get("cache-control"), path).toBe("public, max-age=300, must-revalidate");
    }
  });

  test("serves what the user calls .map or .br, but no source map and no manifest", async () => {
    expect(await (await server.fetch("/game.map")).text()).toBe("treasure");
    expect(await (await server.fetch("/library.js.br")).text()).toBe("the user's own");
    expect((await server.fetch("/library.js.gz")).status).toBe(404);
    const library = await getRaw(server, "/library.js", { "Accept-Encoding": "br" });
    expect(rawHeader(library, "content-encoding")).toBeUndefined();
    const files = readdirSync(join(server.dir, "dist/client"), { recursive: true }).map(String);
    const maps = files.filter((file) => file.endsWith(".js.map"));
    expect(maps.length).toBeGreaterThan(0);
    for (const path of [...maps, ".vite/manifest.json"]) {
      expect(files).toContain(path);
      expect((await server.fetch(`/${path}`)).status, path).toBe(404);
    }
  });

  test("answers for files that were changed or removed under it", async () => {
    const file = (name: string): string => join(server.dir, "dist/client", name);
    truncateSync(file("large.bin"), 10);
    rmSync(file("game.map"), { force: true });
    truncateSync(file("folder/inner.txt"), 1);
    for (const path of ["/large.bin", "/folder/inner.txt"]) {
      const response = await server.fetch(path);
      expect(response.status, path).toBe(404);
      expect(response.headers.get("cache-control"), path).toBe("no-store");
    }
    // Read before, so the disk is not asked again.
    expect(await (await server.fetch("/game.map")).text()).toBe("treasure");
    await expect.poll(() => server.log()).toContain("large.bin");
    expect((await server.fetch("/")).status).toBe(200);
  });
});

describe("a build with build.copyPublicDir off", () => {
  test("publishes nothing", async () => {
    const config =
      'import { bunsen } from "@bunsen/vite";\nexport default { plugins: [bunsen()], build: { copyPublicDir: false } };\n';
    const directory = writeApp({ ...APP, "vite.config.ts": config });
    const { code, output } = await buildApp(directory);
    expect(code, output).toBe(0);
    expect(existsSync(join(directory, "dist/client/plain.txt"))).toBe(false);
  });
});

describe("in development", () => {
  let server: RunningServer;
  beforeAll(async () => {
    const directory = appWith(
      (publicDirectory) => {
        execFileSync("mkfifo", [join(publicDirectory, "pipe")]);
        symlinkSync("folder/inner.txt", join(publicDirectory, "link.txt"));
        symlinkSync("../secret.txt", join(publicDirectory, "leaves.txt"));
        symlinkSync("../secrets", join(publicDirectory, "leaving"));
        symlinkSync("nothing", join(publicDirectory, "broken.txt"));
      },
      {
        "secret.txt": CANARY,
        "secrets/x.txt": CANARY,
        "src/pages/hidden.txt.ts": "export const GET = () => 'the route';\n",
        "public/hidden.txt": "the file",
      },
    );
    server = await startDev(directory);
  });

  test.each([
    "/leaves.txt",
    "/leaves.txt?raw",
    "/leaves.txt?import&raw",
    "/public/leaves.txt",
    "/leaving/x.txt",
  ])("%s does not leave public/", async (target) => {
    const response = await getRaw(server, target);
    expect(response.status).toBe(404);
    expect(rawText(response)).not.toContain(CANARY);
  });

  test("pipes, directories and broken links are not there", async () => {
    for (const target of ["/pipe", "/broken.txt", "/folder", `/${"a".repeat(300)}`, "/plain.txt/x"]) {
      expect((await getRaw(server, target)).status, target).toBe(404);
    }
  });

  test("a link that stays inside is followed", async () => {
    expect(rawText(await getRaw(server, "/link.txt"))).toBe("inner");
  });

  test("a file that a route hides is an error that names both", async () => {
    const response = await getRaw(server, "/hidden.txt");
    expect(response.status).toBe(500);
    expect(rawText(response)).toContain("src/pages/hidden.txt.ts");
    expect(rawText(response)).toContain("public/hidden.txt");
  });

  test("files come and go without a restart", async () => {
    expect((await getRaw(server, "/new.txt")).status).toBe(404);
    writeFiles(server.dir, { "public/new.txt": "first" });
    const first = await getRaw(server, "/new.txt");
    expect(rawText(first)).toBe("first");
    writeFiles(server.dir, { "public/new.txt": "second" });
    const second = await getRaw(server, "/new.txt", { "If-None-Match": rawHeader(first, "etag") ?? "" });
    expect(rawText(second)).toBe("second");
    rmSync(join(server.dir, "public/new.txt"));
    expect((await getRaw(server, "/new.txt")).status).toBe(404);
  });
});
