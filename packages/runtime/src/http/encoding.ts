/** The content codings that Bunsen produces: Brotli (RFC 7932), Zstandard (RFC 8878) and gzip (RFC 1952). */
export type Encoding = "br" | "zstd" | "gzip";

/** The quality values that a client gives to each coding, in thousandths: 0 is "not acceptable" (RFC 9110 §12.4.2). */
export interface EncodingWeights {
  br: number;
  zstd: number;
  gzip: number;
  identity: number;
}

/** An identity coding that is not listed is acceptable, but a listed coding is preferred. */
const UNMENTIONED_IDENTITY = 0.5;

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const DOT = 0x2e;
const SPACE = 0x20;
const TAB = 0x09;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * The coding of the response (RFC 9110 §12.5.3): the one with the highest weight, among equals the first of `available`. Never
 * an error: a client that accepts none of them gets the unencoded bytes.
 *
 * @param header the `Accept-Encoding` header; `null` if there is none
 * @param available the codings that can be sent, in the server's order of preference
 * @returns `undefined` for no coding
 */
export function chooseEncoding(header: string | null, available: readonly Encoding[]): Encoding | undefined {
  if (header === null || available.length === 0) return undefined;
  const weights = rememberedWeights(header);
  let best: Encoding | undefined;
  for (const encoding of available) {
    if (weights[encoding] > (best === undefined ? 0 : weights[best])) best = encoding;
  }
  return best !== undefined && weights[best] >= weights.identity ? best : undefined;
}

/** Browsers send only a few different headers, and parsing one takes longer than all other work for a file. */
const remembered = new Map<string, EncodingWeights>();
const MAX_REMEMBERED = 64;
const MAX_REMEMBERED_LENGTH = 128;

function rememberedWeights(header: string): EncodingWeights {
  const known = remembered.get(header);
  if (known) return known;
  const weights = parseAcceptEncoding(header);
  if (header.length > MAX_REMEMBERED_LENGTH) return weights;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(header, weights);
  return weights;
}

/**
 * Parses an `Accept-Encoding` header in one pass (RFC 9110 §12.5.3). A malformed member is ignored: at worst, the response is
 * not compressed.
 */
export function parseAcceptEncoding(header: string): EncodingWeights {
  const weights = { br: -1, zstd: -1, gzip: -1, identity: -1 };
  let any = -1;
  let start = 0;
  for (let index = 0; index <= header.length; index++) {
    if (index < header.length && header.charCodeAt(index) !== COMMA) continue;
    const first = skipSpace(header, start, index);
    const nameEnd = endOfToken(header, first, index);
    const weight = nameEnd > first ? weightAt(header, nameEnd, index) : -1;
    start = index + 1;
    if (weight < 0) continue;
    const name = codingName(header, first, nameEnd);
    if (name === "*") any = weight;
    else if (name !== undefined) weights[name] = weight;
  }
  const others = Math.max(any, 0);
  if (weights.br < 0) weights.br = others;
  if (weights.zstd < 0) weights.zstd = others;
  if (weights.gzip < 0) weights.gzip = others;
  if (weights.identity < 0) weights.identity = any < 0 ? UNMENTIONED_IDENTITY : any;
  return weights;
}

/** Names are case-insensitive, and `x-gzip` is gzip (RFC 9110 §8.4.1). */
function codingName(header: string, start: number, end: number): keyof EncodingWeights | "*" | undefined {
  // No name that we know is longer than "identity".
  if (end - start > 8) return undefined;
  const name = header.slice(start, end).toLowerCase();
  switch (name) {
    case "br":
    case "zstd":
    case "gzip":
    case "identity":
    case "*":
      return name;
    case "x-gzip":
      return "gzip";
    default:
      return undefined;
  }
}

function skipSpace(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && isSpace(text.charCodeAt(index))) index++;
  return index;
}

function endOfToken(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && text.charCodeAt(index) !== SEMICOLON && !isSpace(text.charCodeAt(index))) index++;
  return index;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

/**
 * The weight after a name: `OWS ";" OWS "q=" qvalue` or nothing (RFC 9110 §12.4.2).
 *
 * @returns thousandths; -1 if it is malformed
 */
function weightAt(text: string, nameEnd: number, end: number): number {
  const semicolon = skipSpace(text, nameEnd, end);
  if (semicolon === end) return 1000;
  if (text.charCodeAt(semicolon) !== SEMICOLON) return -1;
  const letter = skipSpace(text, semicolon + 1, end);
  const isQ = (text.charCodeAt(letter) | 0x20) === 0x71 && text.charCodeAt(letter + 1) === EQUALS;
  if (!isQ || letter + 2 >= end) return -1;
  let last = end;
  while (last > letter + 2 && isSpace(text.charCodeAt(last - 1))) last--;
  return qvalue(text, letter + 2, last);
}

/** `0`, `1`, `0.5`, `1.000`: at most three digits after the point, at most 1. */
function qvalue(text: string, start: number, end: number): number {
  const whole = text.charCodeAt(start) - ZERO;
  if ((whole !== 0 && whole !== 1) || end - start > 5) return -1;
  if (end - start > 1 && text.charCodeAt(start + 1) !== DOT) return -1;
  let thousandths = whole * 1000;
  let place = 100;
  for (let index = start + 2; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code < ZERO || code > NINE) return -1;
    thousandths += (code - ZERO) * place;
    place /= 10;
  }
  return thousandths <= 1000 ? thousandths : -1;
}
