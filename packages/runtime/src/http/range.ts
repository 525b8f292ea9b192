/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

const UNIT = "bytes=";
const COMMA = 0x2c;
const DASH = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * Reads a `Range` header (RFC 9110 §14.2).
 *
 * One range is supported. For several, the whole file is sent, as every server may (§14.2): otherwise a client could request
 * a thousand overlapping ranges and get a thousand times the file. No browser or video player sends more than one.
 *
 * @param size bytes of the whole representation
 * @returns the range; `"unsatisfiable"` for a 416; `undefined` if the header must be ignored: another unit, several
 *   ranges, or a malformed one (§14.1.1)
 */
export function parseRange(header: string, size: number): ByteRange | "unsatisfiable" | undefined {
  if (header.slice(0, UNIT.length).toLowerCase() !== UNIT) return undefined;
  const [start, end] = onlyMember(header);
  if (start >= end) return undefined;
  const dash = digitsEnd(header, start, end);
  if (dash >= end || header.charCodeAt(dash) !== DASH) return undefined;
  if (digitsEnd(header, dash + 1, end) !== end) return undefined;
  const first = dash > start ? toCount(header, start, dash) : undefined;
  const last = end > dash + 1 ? toCount(header, dash + 1, end) : undefined;
  if (first === undefined) return last === undefined ? undefined : suffix(last, size);
  if (last !== undefined && last < first) return undefined;
  if (first >= size) return "unsatisfiable";
  return { start: first, end: Math.min(last ?? size - 1, size - 1) };
}

/** The last `length` bytes; all bytes if the file is smaller (RFC 9110 §14.1.2). */
function suffix(length: number, size: number): ByteRange | "unsatisfiable" | undefined {
  if (length === 0) return "unsatisfiable";
  // Satisfiable by §14.1.1, but `Content-Range` cannot express an empty range.
  if (size === 0) return undefined;
  return { start: Math.max(0, size - length), end: size - 1 };
}

/** The position of the only member of the list; an empty one if there are several. Empty members are ignored (§5.6.1.2). */
function onlyMember(header: string): [start: number, end: number] {
  let start = 0;
  let end = 0;
  for (let index = UNIT.length; index < header.length; index++) {
    if (isSeparator(header.charCodeAt(index))) continue;
    if (end > 0) return [0, 0];
    start = index;
    while (index < header.length && !isSeparator(header.charCodeAt(index))) index++;
    end = index;
  }
  return [start, end];
}

function isSeparator(code: number): boolean {
  return code === COMMA || code === 0x20 || code === 0x09;
}

function digitsEnd(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && text.charCodeAt(index) >= ZERO && text.charCodeAt(index) <= NINE) index++;
  return index;
}

/** A number that is too large for JavaScript is beyond the end of every file. */
function toCount(text: string, start: number, end: number): number {
  return Math.min(Number(text.slice(start, end)), Number.MAX_SAFE_INTEGER);
}
