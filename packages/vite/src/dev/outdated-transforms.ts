import type { DevEnvironment } from "vite";

/**
 * Transforms a module again if it changes meanwhile, until the result is of one version.
 *
 * A module with Fast Refresh imports itself, and Vite appends the time of the module's last change to that import at the
 * end of a transform. Otherwise, if a save comes while the previous one is being transformed, the browser receives the old
 * text with an import of the new text. It evaluates imports first, so the old component would be the last one that is
 * registered, and React would show it.
 */
export function repeatOutdatedTransforms(environment: DevEnvironment): void {
  const transform = environment.transformRequest.bind(environment);
  const lastChange = async (url: string) =>
    (await environment.moduleGraph.getModuleByUrl(url))?.lastHMRTimestamp ?? 0;
  environment.transformRequest = async (url) => {
    for (;;) {
      const before = await lastChange(url);
      const result = await transform(url);
      if ((await lastChange(url)) === before) return result;
    }
  };
}
