import { BunsenPluginError } from "./plugin-error.ts";

/** Errors about what runs Bunsen: Bun, Vite, Vitest. */
export const environmentErrors = {
  noBun: () =>
    new BunsenPluginError(
      "NO_BUN",
      'Bunsen runs on Bun, and Bun was not found. Install it into the project with "npm install --save-dev bun".',
    ),
  brokenBun: (path: string) =>
    new BunsenPluginError(
      "BROKEN_BUN",
      `${path} does not start: most likely the package manager did not run Bun's install script. Allow it and install again ` +
        '(npm: "allowScripts" in package.json; pnpm: "pnpm approve-builds"; Yarn: "dependenciesMeta" with "built": true), ' +
        'or run "node install.js" in node_modules/bun.',
    ),
  notBun: () =>
    new BunsenPluginError(
      "NOT_BUN",
      "Bunsen runs on Bun, and this program runs on Node. Start it with Bun: bun --bun <program>.",
    ),
  oldBun: (version: string) =>
    new BunsenPluginError(
      "OLD_BUN",
      `Bunsen needs Bun 1.4 or newer, and this is Bun ${version}. Run "bun upgrade", or "npm install --save-dev bun@latest".`,
    ),
  noVite: () =>
    new BunsenPluginError(
      "NO_VITE",
      'Bunsen is a Vite plugin, and Vite was not found. Install it into the project with "npm install --save-dev vite".',
    ),
  testWithoutBun: () =>
    new BunsenPluginError(
      "TEST_WITHOUT_BUN",
      "createApp() runs your app, which needs Bun, and this test runs on Node. Start Vitest on Bun: bun --bun vitest run.",
    ),
  testWithoutPlugin: () =>
    new BunsenPluginError(
      "TEST_WITHOUT_PLUGIN",
      "createApp() works in a Vitest test whose Vite config has bunsen(): a vitest.config.ts of your own needs it in its plugins, too.",
    ),
  testEnvironment: () =>
    new BunsenPluginError(
      "TEST_ENVIRONMENT",
      'createApp() runs your server, and this test runs in a simulated browser. Begin its file with "// @vitest-environment node".',
    ),
};
