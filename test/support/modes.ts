import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtFiles, builtPlayground } from "./build.ts";
import { type AppFiles, copyPlayground, writeApp } from "./fixture.ts";
import { type RunningServer, type StartOptions, startBinary, startBuilt, startDev } from "./serve.ts";

/** `dev`: the development server; `bun`: `dist/` run by Bun; `binary`: the executable. */
export type Mode = "dev" | "bun" | "binary";

const MODES: readonly Mode[] = ["dev", "bun", "binary"];
const START_MILLISECONDS = 180_000;
const LOG_CHARACTERS = 4000;

/** The app of the mode under test: like a `RunningServer`, usable inside of tests. */
export interface App extends RunningServer {
  readonly mode: Mode;
}

/** How an app is started, in every mode. */
export interface ModesOptions extends StartOptions {
  /** Where something does not exist in some mode: the others. Default all. */
  modes?: readonly Mode[];
}

/**
 * Holds the same conversations with an app in every mode.
 * @param source a playground's name, or the files of a throw-away app
 * @param define defines the tests; it is called once per mode
 */
export function describeModes(
  source: string | AppFiles,
  define: (app: App) => void,
  options: ModesOptions = {},
): void {
  const name = typeof source === "string" ? source : "app";
  const settings = Object.entries(options.environment ?? {}).map(([key, value]) => ` ${key}=${value}`);
  const modes = selectedModes().filter((mode) => options.modes?.includes(mode) ?? true);
  describe.each(modes)(`${name}${settings.join("")} in %s`, (mode) => {
    let server: RunningServer | undefined;
    beforeAll(async () => {
      server = await startMode(source, mode, options);
    }, START_MILLISECONDS);
    afterAll(() => server?.stop());
    beforeEach(({ onTestFailed }) => {
      onTestFailed(() =>
        console.error(`the end of the server's log:\n${server?.log().slice(-LOG_CHARACTERS)}`),
      );
    });

    define(appOf(mode, () => {
      if (!server) throw new Error("the app runs only while tests do: use it inside of a test");
      return server;
    }));

    test("the server is still there, with nothing unhandled in its log", () => {
      expect(server?.process.exitCode()).toBeUndefined();
      expect(server?.log()).not.toMatch(/unhandled|uncaught|panic/i);
    });
  });
}

/** The modes that `BUNSEN_MODES` (`dev,bun,binary`) names, else all. */
export function selectedModes(): Mode[] {
  const names = process.env.BUNSEN_MODES?.split(",").map((name) => name.trim());
  if (!names) return [...MODES];
  const unknown = names.find((name) => !MODES.some((mode) => mode === name));
  if (unknown !== undefined) throw new Error(`BUNSEN_MODES: "${unknown}" is not one of ${MODES.join(", ")}`);
  return MODES.filter((mode) => names.includes(mode));
}

async function startMode(
  source: string | AppFiles,
  mode: Mode,
  options: StartOptions,
): Promise<RunningServer> {
  switch (mode) {
    case "dev":
      return startDev(typeof source === "string" ? copyPlayground(source) : writeApp(source), options);
    case "bun":
      return startBuilt(await builtHome(source), options);
    case "binary":
      return startBinary(await builtHome(source), options);
  }
}

/** The directory above `dist`: built and compiled once per run, for every start of the same files. */
export function builtHome(source: string | AppFiles): Promise<string> {
  return typeof source === "string" ? builtPlayground(source) : builtFiles(source);
}

function appOf(mode: Mode, current: () => RunningServer): App {
  return {
    mode,
    get origin() {
      return current().origin;
    },
    get port() {
      return current().port;
    },
    get dir() {
      return current().dir;
    },
    get process() {
      return current().process;
    },
    fetch: (path, init) => current().fetch(path, init),
    log: () => current().log(),
    stop: () => current().stop(),
  };
}
