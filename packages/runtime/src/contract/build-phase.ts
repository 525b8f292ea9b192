/** On the global object: a build has a runtime of its own, and the app that it loads another one. */
const BUILDING = Symbol.for("bunsen.building");

const holder = globalThis as { [BUILDING]?: boolean };

/** From now on this process belongs to a build: the app that it loads is to render pages and nothing else. */
export function beginBuilding(): void {
  holder[BUILDING] = true;
}

/** Whether this server was started by a build that checks whether it serves, and by nothing else. */
export function isSmokeTest(): boolean {
  return process.env.BUNSEN_SMOKE === "1";
}

/** Whether the app was loaded by a build and serves no requests. */
export function isBuilding(): boolean {
  return holder[BUILDING] === true;
}

/** Whether a build has loaded this code, to render pages or to test the server that it built. */
export function isPartOfBuild(): boolean {
  return isBuilding() || isSmokeTest();
}
