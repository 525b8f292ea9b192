import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { analyzeMetafile } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import type { Metafile } from "../../packages/vite/src/inspect/metafile.ts";
import type { Manifest } from "../../packages/vite/src/manifest/types.ts";
import { openPage } from "../support/browser.ts";
import { compileAlone, runBunsen } from "../support/build.ts";
import { TEXTS, writeInspectedApp } from "../support/inspected-app.ts";
import { bunProgram, outsideDirectory } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";
import { getRaw } from "../support/raw.ts";
import { rawText } from "../support/raw-response.ts";
import { startBinary, startBuilt } from "../support/serve.ts";

/** What would tell that a program was run that was only to be read. */
const LOUD = `console.log("the app was run");\n`;

let home: string;
let manifest: Manifest;
beforeAll(async () => {
  home = await compileAlone(writeInspectedApp({ "src/instrumentation.server.ts": LOUD }));
  manifest = JSON.parse(readFileSync(join(home, "dist/bunsen.json"), "utf8"));
}, 180_000);

/** Runs `bunsen inspect` in the directory above `dist`. */
async function inspect(...parameters: string[]): Promise<string> {
  const { code, output } = await runBunsen(home, ["inspect", ...parameters]);
  expect(code, output).toBe(0);
  return output;
}

const ARTEFACTS = ["dist", "dist/app"];

describe.each(ARTEFACTS)("bunsen inspect %s", (path) => {
  test("prints a table of routes and packages, without colours where nobody would see them", async () => {
    const output = await inspect(path);
    expect(output).toContain("inspected@1.2.3");
    expect(output).toMatch(/^\/ +page +\d+ kB +[\d.]+ kB .*renderTimeout: 10/m);
    expect(output).toMatch(/^\/plain .*1 prerendered.*maxRequestBodyMB: at run time/m);
    expect(output).toMatch(/^\/api\/things +endpoint/m);
    expect(output).toMatch(
      /^ledger@0\.1\.0-beta\.1\+build .*SEE LICENSE.*inspected@1\.2\.3\/src\/pages\/index\.server\.ts/m,
    );
    expect(output).toMatch(/^shout@1\.0\.0 \(2 copies\)/m);
    expect(output).not.toContain("\u001b");
    expect(output).not.toContain("the app was run");
  });

  test("--json prints the manifest", async () => {
    expect(JSON.parse(await inspect(path, "--json"))).toEqual(manifest);
  });

  test("--source prints the code that places are in", async () => {
    const source = await inspect(path, "--source");
    expect(source).toBe(readFileSync(join(home, "dist/server/app.js"), "utf8"));
    const ledger = manifest.packages.find(({ name }) => name === "ledger")?.modules[0]?.server?.places[0];
    const [[start, end] = [0, 0]] = ledger?.ranges ?? [];
    expect(Buffer.from(source).subarray(start, end).toString()).toContain(TEXTS.ledger);
  });

  test("--metafile is what esbuild's analyser reads", async () => {
    const text = await inspect(path, "--metafile");
    const report = await analyzeMetafile(text, { verbose: true });
    expect(report).toContain("node_modules/ledger/index.js");
    expect(report).toContain("src/pages/index.server.ts");
    const { inputs, outputs }: Metafile = JSON.parse(text);
    expect(inputs["src/pages/index.tsx"]?.imports).toEqual(
      expect.arrayContaining([
        { path: "node_modules/greeter/greeting.js", kind: "import-statement" },
        { path: "src/lazy.ts", kind: "dynamic-import" },
      ]),
    );
    expect(inputs["src/pages/api/things.ts"]?.imports).toContainEqual({
      path: "bun:sqlite",
      kind: "import-statement",
      external: true,
    });
    expect(outputs["server/app.js"]?.entryPoint).toBe("node_modules/@bunsen/vite/virtual:bunsen/app");
    for (const [file, output] of Object.entries(outputs)) {
      const inside = Object.values(output.inputs).reduce((sum, { bytesInOutput }) => sum + bytesInOutput, 0);
      expect(inside, file).toBeLessThanOrEqual(output.bytes);
      for (const { path: imported } of output.imports) expect(outputs).toHaveProperty([imported]);
    }
  });

  test("--sbom is valid CycloneDX, with licences, package URLs and who depends on whom", async () => {
    const text = await inspect(path, "--sbom");
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
    expect(await validator.validate(text.replace('"library"', '"libary"'))).not.toBeNull();
    const { components, dependencies, metadata } = JSON.parse(text);
    expect(metadata.component).toMatchObject({ name: "inspected", version: "1.2.3" });
    const purls = components.map(({ purl }: { purl: string }) => purl);
    expect(purls).toEqual(
      expect.arrayContaining([
        "pkg:npm/react@19.3.1",
        "pkg:npm/ledger@0.1.0-beta.1%2Bbuild",
        "pkg:npm/%40bunsen/runtime@0.1.0",
      ]),
    );
    expect(purls.some((purl: string) => purl.includes("oven-sh/bun"))).toBe(path === "dist/app");
    expect(components).toContainEqual(
      expect.objectContaining({ name: "greeter", licenses: [{ expression: "MIT OR Apache-2.0" }] }),
    );
    expect(dependencies).toContainEqual({
      ref: "pkg:npm/greeter@2.0.1",
      dependsOn: ["pkg:npm/shout@1.0.0"],
    });
  });
});

describe("the page of bunsen inspect --html", () => {
  const tileOf = (name: string) => `.tile[aria-label^="${name}"]`;
  let file = "";
  beforeAll(async () => {
    file = join(mkdtempSync(join(outsideDirectory(), "page-")), "inside.html");
    writeFileSync(file, await inspect("dist/app", "--html"));
  });

  test.each(["light", "dark"] as const)(
    "shows both sides, and what a module is, in %s",
    async (colorScheme) => {
      const { page, expectQuietConsole } = await openPage({ origin: "file://" }, file, { colorScheme });
      expect(await page.locator("h1").textContent()).toBe("inspected@1.2.3");
      await page.click("[data-side=client]");
      expect(await page.locator(tileOf("react-dom@19.3.1/cjs/react-dom-client")).count()).toBe(1);
      expect(await page.locator(tileOf("ledger@")).count()).toBe(0);
      await page.click("[data-side=server]");
      await page.fill("#search", "greeter");
      expect(await page.locator(".group").count()).toBe(1);
      await page.click(tileOf("greeter@2.0.1/greeting.js"));
      const details = await page.locator("#details").textContent();
      expect(details).toContain("MIT OR Apache-2.0");
      expect(details).toContain("inspected@1.2.3/src/pages/index.tsx");
      expect(await page.locator("#routes tr").count()).toBe(manifest.routes.length);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [red = 0] = background.match(/\d+/g)?.map(Number) ?? [];
      expect(red > 128).toBe(colorScheme === "light");
      expectQuietConsole();
    },
  );

  test("lets a package be looked into with keys alone, and left", async () => {
    const { page } = await openPage({ origin: "file://" }, file);
    await page.click("[data-side=server]");
    await page.locator('.group[aria-label^="@bunsen/runtime"] .heading').focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".group").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.locator(".group").count()).toBeGreaterThan(3);
  });

  test("loads nothing from anywhere", () => {
    const text = readFileSync(file, "utf8");
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/(?:src|href)="/);
  });
});

describe("the executable itself", () => {
  test("prints its manifest for --bunsen-inspect, and runs nothing of the app", async () => {
    const cwd = mkdtempSync(join(outsideDirectory(), "empty-"));
    const { code, output } = await runProcess(join(home, "dist/app"), ["--bunsen-inspect"], { cwd });
    expect([code, output]).toEqual([0, readFileSync(join(home, "dist/bunsen.json"), "utf8")]);
  });

  test("so does the build", async () => {
    const parameters = ["dist/server/index.js", "--bunsen-inspect"];
    const { code, output } = await runProcess(bunProgram, parameters, { cwd: home });
    expect([code, output]).toEqual([0, readFileSync(join(home, "dist/bunsen.json"), "utf8")]);
  });

  test("minds nobody who stops reading", async () => {
    const child = spawn(join(home, "dist/app"), ["--bunsen-inspect"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.once("data", () => child.stdout.destroy());
    let errors = "";
    child.stderr.on("data", (text) => {
      errors += text;
    });
    const [code] = await once(child, "close");
    expect([code, errors]).toEqual([0, ""]);
  });
});

test.each([
  ["dist", startBuilt],
  ["the executable", startBinary],
])("%s serves no manifest", async (_name, start) => {
  const server = await start(home);
  for (const target of [
    "/bunsen.manifest",
    "/bunsen.json",
    "/public/bunsen.manifest",
    "/..%2fbunsen.manifest",
  ]) {
    const response = await getRaw(server, target);
    expect([400, 404], target).toContain(response.status);
    expect(rawText(response), target).not.toContain(manifest.format);
  }
});

describe("what is no build", () => {
  async function refusal(...parameters: string[]): Promise<string> {
    const { code, output } = await runBunsen(home, ["inspect", ...parameters]);
    expect(code).toBe(1);
    expect(output).toMatch(/^.+\n {2}see .+\n$/);
    return output;
  }

  test("is refused with one line that says what to do, and exit code 1", async () => {
    expect(await refusal("none")).toMatch(/nothing at none.*bunsen build/);
    expect(await refusal("dist/client")).toMatch(/dist\/client has no bunsen\.json/);
    expect(await refusal(process.execPath)).toMatch(/has no manifest of Bunsen/);
    expect(await refusal("--jsno")).toMatch(/no option "--jsno".*"--json"/);
    expect(await refusal("--json", "--sbom")).toMatch(/one thing at a time/);
    expect(await refusal("one", "two")).toMatch(/"two"/);
  });

  test("nor is an executable whose copy broke off, or was changed", async () => {
    const copy = join(mkdtempSync(join(outsideDirectory(), "copy-")), "app");
    copyFileSync(join(home, "dist/app"), copy);
    const bytes = readFileSync(copy);
    truncateSync(copy, bytes.byteLength - 1);
    expect(await refusal(copy)).toMatch(/shorter than its header says.*Copy it again/);
    const mark = bytes.indexOf("BunsenManifest");
    expect(mark).toBeGreaterThan(0);
    bytes[mark + 500] = (bytes[mark + 500] ?? 0) ^ 0xff;
    writeFileSync(copy, bytes);
    expect(await refusal(copy)).toMatch(/is damaged/);
  });

  test("and what may not be run may be read", async () => {
    const copy = join(mkdtempSync(join(outsideDirectory(), "copy-")), "app");
    copyFileSync(join(home, "dist/app"), copy);
    chmodSync(copy, 0o444);
    expect(await inspect(copy)).toContain("inspected@1.2.3");
  });
});
