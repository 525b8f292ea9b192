import type { DevEnvironment } from "vite";
import { describeBySource } from "../source-errors/describe-by-source.ts";
import type { Failures } from "./failures.ts";
import type { SentStyles } from "./sent-styles.ts";

/**
 * Transforms a module again if it changes meanwhile, until the result is of one version, and notes which modules fail.
 *
 * A module with Fast Refresh imports itself, and Vite appends the time of the module's last change to that import at the
 * end of a transform. Otherwise, if a save comes while the previous one is being transformed, the browser receives the old
 * text with an import of the new text. It evaluates imports first, so the old component would be the last one that is
 * registered, and React would show it.
 */
export function repeatOutdatedTransforms(
  environment: DevEnvironment,
  failures: Failures,
  sentStyles: SentStyles,
): void {
  const transform = environment.transformRequest.bind(environment);
  const find = (url: string) => environment.moduleGraph.getModuleByUrl(url);
  environment.transformRequest = async (url) => {
    for (;;) {
      const before = (await find(url))?.lastHMRTimestamp ?? 0;
      const [outcome] = await Promise.allSettled([transform(url)]);
      const module = await find(url);
      if ((module?.lastHMRTimestamp ?? 0) !== before) continue;
      if (outcome.status === "fulfilled") {
        if (module) {
          failures.moduleSucceeded(module);
          if (outcome.value) sentStyles.note(module, outcome.value.code);
        }
        return outcome.value;
      }
      if (module) failures.addModule(module, outcome.reason);
      describeBySource(outcome.reason, environment.config.root, module?.file ?? undefined);
      throw outcome.reason;
    }
  };
}
