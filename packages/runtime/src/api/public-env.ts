/** Set once at start, on the server and in the browser. */
let values: Readonly<Record<string, string>> = Object.freeze({});

/** Called by the server when it starts, and in the browser before hydration. */
export function setPublicEnv(given: Readonly<Record<string, string>>): void {
  values = Object.freeze({ ...given });
}

/**
 * The environment variables that the `publicEnv` option of `defineServer` names, with the same values on the server and in
 * the browser. The server reads them when it starts, so that one build runs in many environments.
 *
 * @returns a frozen object of names and values, without variables that are not set. It is empty until the server has started,
 *   and in the browser until hydration: call it in functions and components, not at the top level of a module.
 */
export function publicEnv(): Readonly<Record<string, string>> {
  return values;
}
