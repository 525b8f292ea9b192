import type { PageData } from "./data.ts";

/** Tells whether text of `encodeData` is in devalue's format, so that reading it takes `parseRich`. */
export function isRich(text: string): boolean {
  return text.startsWith("[");
}

/**
 * Reads what `encodeData` wrote. `query` and `params` get no prototype, as on the server: their keys come from the
 * address, and `query.constructor` must not be a function on one side only.
 *
 * @param parseRich `parseRich` of `data-rich.ts`; needed when `isRich(text)`, so that other pages need not load it
 * @throws {Error} when the text is rich and `parseRich` is missing, or when the text was damaged
 */
export function decodeData(text: string, parseRich?: (text: string) => unknown): PageData {
  const data = (isRich(text) ? parse(text, parseRich) : JSON.parse(text)) as PageData;
  return { ...data, query: bare(data.query), params: bare(data.params) };
}

function parse(text: string, parseRich: ((text: string) => unknown) | undefined): unknown {
  if (!parseRich) throw new Error("This page's data needs parseRich");
  return parseRich(text);
}

function bare<T extends object>(object: T): T {
  return Object.assign(Object.create(null), object);
}
