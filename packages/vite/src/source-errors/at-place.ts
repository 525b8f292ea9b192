import type { Place } from "./own-frame.ts";

/** Adds the place of a mistake to an error about it, as plugins do: their columns count from 0. */
export function atPlace<Thrown extends Error>(error: Thrown, { file, line, column }: Place): Thrown {
  return Object.assign(error, { id: file, loc: { file, line, column: column - 1 } });
}
