import type { Case } from "./cases.ts";

/**
 * What is wrong with the refusal of an executable, for a package that stays files; nothing if it says who brings the package in.
 *
 * @param compiled how `bunsen compile` ended
 */
export function refusalFault(
  { name, path }: Case,
  compiled: { code: number | null; output: string },
): string | undefined {
  if (compiled.code === 0) return "an executable was made";
  const lines = compiled.output.split("\n").filter((line) => line.startsWith("- "));
  const isNamed = lines.some(
    (line) => line.includes(`src/pages${path}.ts → `) || line.includes(`- ${name}@`),
  );
  if (isNamed && compiled.output.includes("ship dist/ instead")) return undefined;
  return `the refusal does not say who brings it in:\n${compiled.output.slice(-1000)}`;
}
