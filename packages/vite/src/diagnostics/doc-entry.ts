import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The page of the guide that this package ships. */
const ERRORS = join(import.meta.dirname, "../../docs/errors.md");

/**
 * A message, and below it where the shipped guide explains its codes, relative to the working directory: `see
 * node_modules/@bunsen/vite/docs/errors.md#server_only`.
 */
export function withDocEntry(message: string): string {
  const codes = new Set([...message.matchAll(/\[([A-Z_]+)\]$/gm)].map(([, code = ""]) => code));
  if (codes.size === 0 || !existsSync(ERRORS)) return message;
  const page = readFileSync(ERRORS, "utf8");
  const file = relative(process.cwd(), ERRORS);
  const entries = [...codes]
    .filter((code) => page.includes(`### ${code}\n`))
    .map((code) => `${message.includes("\n") ? "\n" : ""}\n  see ${file}#${code.toLowerCase()}`);
  return message.trimEnd() + entries.join("");
}
