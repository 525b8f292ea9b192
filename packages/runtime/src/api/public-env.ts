/** The values that the server lets everybody see, by name. Set once at start, on either side. */
let values: Readonly<Record<string, string>> = Object.freeze({});

/** Called by the server when it starts and by the browser before it hydrates. */
export function setPublicEnv(given: Readonly<Record<string, string>>): void {
  values = Object.freeze({ ...given });
}

/**
 * The environment variables that `publicEnv` in `src/server.ts` names, read when the server starts: one build, many
 * environments. The same on both sides. A variable that is not set is missing.
 */
export function publicEnv(): Readonly<Record<string, string>> {
  return values;
}
