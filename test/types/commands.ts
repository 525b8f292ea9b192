/** Checked by `tsc` only: what programs may do with the commands. */
import {
  type BunsenOptions,
  build,
  bunsen,
  type CompileOptions,
  compile,
  inspect,
  type Manifest,
  type OutputFile,
} from "@bunsen/vite";
import type { PluginOption, UserConfig } from "vite";

export async function release(): Promise<string[]> {
  const [file] = await build();
  const facts: [string, number, string] | undefined = file && [file.path, file.size, file.hash];
  const isEntry: boolean = file?.kind === "entry" && file.target === undefined && facts !== undefined;
  await build({ root: "app", mode: "staging", configFile: "other.config.ts", logLevel: "silent" });
  const options: CompileOptions = {
    target: ["linux-x64", "linux-x64-musl"],
    outfile: "dist/shop",
    bytecode: false,
  };
  const executables: OutputFile[] = (await compile(options, { root: "app" })).filter(() => isEntry);
  const manifest: Manifest = await inspect("dist/shop");
  const { compile: _ } = { compile: options } satisfies BunsenOptions;
  return [...manifest.packages.map(({ name }): string => name), ...executables.map(({ path }) => path)];
}

export const plugins: PluginOption[] = bunsen({ compile: { target: "linux-arm64" }, keepAssets: 2 });
export default { plugins: [bunsen()] } satisfies UserConfig;

// @ts-expect-error: misspelt
await compile({ outFile: "x" });
// @ts-expect-error: misspelt
await build({ rot: "app" });
// @ts-expect-error: a path, no options
await inspect({ path: "dist" });
// @ts-expect-error: misspelt
bunsen({ keepAsset: 1 });
