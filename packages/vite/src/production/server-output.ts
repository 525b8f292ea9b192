import type { Rolldown } from "vite";

/** What the server build makes beside its script, collected while it runs. */
export class ServerOutput {
  /** Files that browsers are served, by name. */
  readonly assets = new Map<string, Rolldown.OutputAsset>();
  /** Native addons in the bundle, by the path they have now. */
  readonly addons = new Map<string, { fileName: string; needsItsPlace: boolean }>();
  /** Workers that server code starts: the name of the script by the path of its source. */
  readonly workers = new Map<string, string>();
}
