import type { Rolldown } from "vite";

/** Directory of files that the server reads, below `dist/server`. */
export const SERVER_FILES = "files";
/** Directory of native addons, below `dist/server`. An executable embeds them in a different way. */
export const SERVER_ADDONS = "addons";

/** What the server build makes beside its script. */
export class ServerOutput {
  /** Files for browsers, by name. */
  readonly assets = new Map<string, Rolldown.OutputAsset>();
  /** Native addons in the bundle, by the path of their source. */
  readonly addons = new Map<string, { fileName: string; needsItsPlace: boolean }>();
  /** Workers that server code starts: the name of the script by the path of its source. */
  readonly workers = new Map<string, string>();
}
