import { parseSync } from "vite";
import { expect } from "vitest";
import { stripExports } from "./strip.ts";

const NAMES = ["meta", "Head", "htmlProps", "config"];

export function strip(code: string, file = "src/pages/a.tsx"): string | null {
  const result = stripExports(code, file, NAMES);
  if (result) expect(parseSync(file, result.code).errors).toEqual([]);
  return result?.code ?? null;
}

/** Each case: what goes in, what comes out; `null` stands for "unchanged". */
export type Cases = [name: string, before: string, after: string | null][];
