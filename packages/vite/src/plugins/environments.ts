import type { Plugin } from "vite";

type PartialEnvironment = Parameters<NonNullable<Plugin["applyToEnvironment"]>>[0];

/** Vitest's environment of the pools that run tests in contexts of Node's `vm`. */
const VITEST_VM = "__vitest_vm__";

/** Whether a browser gets the modules of an environment. */
export function shipsToBrowser(environment: PartialEnvironment): boolean {
  return environment.config.consumer === "client" && !imitatesBrowser(environment);
}

/**
 * Whether an environment resolves as for browsers, but runs on the server: that of a test with jsdom, which sees modules
 * as they are written.
 */
export function imitatesBrowser({ name, config }: PartialEnvironment): boolean {
  return config.consumer === "client" && (config.dev.moduleRunnerTransform || name === VITEST_VM);
}
