import { isPartOfBuild } from "./build-phase.ts";

/**
 * Whether `vite build` has loaded this code, to prerender pages or to test the server that it built. Module code that
 * opens connections, runs migrations or starts timers can check it; `onStart` is not called during a build anyway.
 * `false` in development, in production and in the browser.
 */
export const building: boolean = isPartOfBuild();
