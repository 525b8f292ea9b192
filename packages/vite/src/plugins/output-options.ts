import type { Plugin, ResolvedConfig, Rolldown } from "vite";
import { configErrors } from "../diagnostics/config-errors.ts";

type Environment = ResolvedConfig["environments"][string];

/** Makes options of Vite's that are meant for one output hold on both sides, or refuses them. */
export function outputOptionsPlugin(): Plugin {
  return {
    name: "bunsen:output-options",
    apply: "build",
    configResolved({ environments }) {
      const { client } = environments;
      if (!client) return;
      const output = outputOf(client);
      splitManually(output);
      for (const [name, environment] of Object.entries(environments)) {
        if (environment.consumer === "server") followClient(name, environment, client);
      }
    },
  };
}

/** The bundler ignores `manualChunks` beside groups, which the build always has. */
function splitManually(output: Rolldown.OutputOptions): void {
  const { manualChunks, codeSplitting } = output;
  if (manualChunks === undefined) return;
  if (typeof manualChunks !== "function") throw configErrors.manualChunks();
  const given = typeof codeSplitting === "object" ? codeSplitting : {};
  const group = {
    name: (id: string, context: Rolldown.ChunkingContext) => manualChunks(id, context) ?? null,
  };
  output.codeSplitting = { ...given, groups: [group, ...(given.groups ?? [])] };
  delete output.manualChunks;
}

/** A file that both sides import has one URL, so the client's options decide; the server is always one script. */
function followClient(name: string, environment: Environment, client: Environment): void {
  const output = outputOf(environment);
  const { assetFileNames } = outputOf(client);
  if (output.assetFileNames !== undefined && output.assetFileNames !== assetFileNames) {
    throw configErrors.serverAssetNames(name);
  }
  if (assetFileNames !== undefined) output.assetFileNames = assetFileNames;
  delete output.manualChunks;
  environment.build.assetsDir = client.build.assetsDir;
  environment.build.assetsInlineLimit = client.build.assetsInlineLimit;
}

function outputOf({ build }: Environment): Rolldown.OutputOptions {
  const { output } = build.rolldownOptions;
  if (Array.isArray(output)) throw configErrors.severalOutputs();
  build.rolldownOptions.output = output ?? {};
  return build.rolldownOptions.output;
}
