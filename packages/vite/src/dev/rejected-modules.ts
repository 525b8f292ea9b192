import type { RunnableDevEnvironment } from "vite";

type ModuleRunner = RunnableDevEnvironment["runner"];
type EvaluatedModule = NonNullable<ReturnType<ModuleRunner["evaluatedModules"]["getModuleById"]>>;

/** Modules whose evaluation has failed. The runner keeps the error for every later import, also if the cause is gone. */
export function rejectedModules({ evaluatedModules }: ModuleRunner): EvaluatedModule[] {
  return [...evaluatedModules.idToModuleMap.values()].filter(
    ({ promise }) => promise !== undefined && Bun.peek.status(promise) === "rejected",
  );
}
