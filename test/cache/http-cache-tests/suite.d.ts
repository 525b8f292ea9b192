// What we use of the package, which has no types of its own.

declare module "http-cache-tests/tests/index.mjs" {
  const suites: import("./results.ts").Suite[];
  export default suites;
}

declare module "http-cache-tests/tests/surrogate-control.mjs" {
  const suite: import("./results.ts").Suite;
  export default suite;
}

declare module "http-cache-tests/client/runner.mjs" {
  export function runTests(
    suites: readonly import("./results.ts").Suite[],
    fetch: typeof globalThis.fetch,
    isBrowser: boolean,
    base: string,
    atOnce: number,
  ): Promise<void>;
  export function getResults(): import("./results.ts").Results;
}

declare module "http-cache-tests/server/handle-config.mjs" {
  const handle: import("./origin.ts").Handle;
  export default handle;
}

declare module "http-cache-tests/server/handle-state.mjs" {
  const handle: import("./origin.ts").Handle;
  export default handle;
}

declare module "http-cache-tests/server/handle-test.mjs" {
  const handle: import("./origin.ts").Handle;
  export default handle;
}
