import { messageOf } from "@bunsen/runtime/internal/thrown";
import type { DevEnvironment } from "vite";
import { describeBySource } from "../source-errors/describe-by-source.ts";
import type { MissingPackages } from "./missing-packages.ts";

/** Errors of modules that the server cannot load name the user's source, and missing packages are noted. */
export function describeServerErrors(environment: DevEnvironment, missing: MissingPackages): void {
  const fetchModule = environment.fetchModule.bind(environment);
  environment.fetchModule = async (url, ...rest) => {
    try {
      return await fetchModule(url, ...rest);
    } catch (error) {
      missing.note(messageOf(error));
      const module = environment.moduleGraph.urlToModuleMap.get(url);
      describeBySource(error, environment.config.root, module?.file ?? undefined);
      throw error;
    }
  };
}
