import { fileURLToPath } from "node:url";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Directory of this test run, inside the repository, so that apps below it find its packages. */
    runDirectory: string;
    /** Directory of this test run outside the repository, with no packages above it. */
    outsideDirectory: string;
  }
}

export const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const bunProgram = `${repository}/node_modules/.bin/bun`;
export const viteProgram = `${repository}/node_modules/.bin/vite`;
export const bunsenProgram = `${repository}/packages/vite/bin/bunsen.js`;

/** Where this run keeps its apps and process files; removed at its end. */
export function runDirectory(): string {
  return inject("runDirectory");
}

/** An area of this run that has neither the repository nor any `node_modules` above it. */
export function outsideDirectory(): string {
  return inject("outsideDirectory");
}
