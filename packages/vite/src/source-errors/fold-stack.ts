import { fileURLToPath } from "node:url";

/** Frames of Bunsen, Vite, React and Bun: no place where a user can fix something. */
const TOOLS =
  /[/( ]node_modules\/(?:\.vite\/deps\/(?:react|@bunsen)|vite|rolldown|react|react-dom|scheduler|@bunsen|@vitejs)\b|\/@vite\/|\/@react-refresh|\b(?:node|bun|native):|\(native\)|\bat native\b/;

/** Where Bunsen's packages are, if they are linked and not in `node_modules`. */
const OWN = ["@bunsen/runtime", "@bunsen/vite"].map((name) =>
  fileURLToPath(import.meta.resolve(name)).replace(/[^/\\]+$/, ""),
);

/** A stack without the frames of tools, which are counted at its end. One that has no others is left as it is. */
export function foldStack(stack: string): string {
  const lines = stack.split("\n");
  const isTool = (line: string) =>
    /^\s+at /.test(line) && (TOOLS.test(line) || OWN.some((directory) => line.includes(directory)));
  const kept = lines.filter((line) => !isTool(line));
  const folded = lines.length - kept.length;
  if (folded === 0 || !kept.some((line) => /^\s+at /.test(line))) return stack;
  return `${kept.join("\n").trimEnd()}\n    … ${folded} ${folded === 1 ? "frame" : "frames"} of Bunsen, React and Vite`;
}
