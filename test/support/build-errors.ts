import { join } from "node:path";
import { bunProgram, repository } from "./paths.ts";
import { runProcess } from "./process.ts";

const PROGRAM = join(repository, "test/support/build-errors.program.ts");

/**
 * The messages of all errors of an app's build, of which `bunsen build` shows the first few: one build can hold many
 * mistakes.
 */
export async function buildErrors(directory: string): Promise<string[]> {
  const { code, output } = await runProcess(bunProgram, [PROGRAM], { cwd: directory });
  const line = output.split("\n").findLast((text) => text.startsWith("["));
  if (code !== 0 || line === undefined) throw new Error(`the build ended with ${code}:\n${output}`);
  return JSON.parse(line);
}
