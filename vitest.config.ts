import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // CI has two cores, and half of what a spec file does is to wait: for a timeout, a frame, a process.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.{ts,tsx}", "test/support/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          // Property tests share two cores with servers and browsers.
          testTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: "specs",
          include: ["test/**/*.spec.ts"],
          globalSetup: "test/support/global-setup.ts",
          setupFiles: "test/support/setup-file.ts",
          // Under load the first request of a dev server, which compiles the page, takes seconds.
          testTimeout: 60_000,
          // Specs measure time, and others use the same cores. `npm test` ends with the names of those that needed it.
          retry: 1,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
