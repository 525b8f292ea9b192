/** An HTTP/1.1 response as it came over the wire. */
export interface RawResponse {
  status: number;
  statusText: string;
  /** In order, names as sent, doubled lines doubled. */
  headers: [name: string, value: string][];
  body: Uint8Array;
  /** Bytes after the response, when more than one was asked for. */
  rest: Uint8Array;
}

export interface ParseOptions {
  /** The response answers HEAD: it has no body, whatever its headers say. */
  head?: boolean;
  /** The server has closed the connection: a body without a length is complete. */
  ended?: boolean;
}

/**
 * Reads one response (RFC 9112 §6.3), skipping interim ones.
 * @returns undefined while bytes are missing
 * @throws an Error when the bytes cannot be a response, or end in the middle of one
 */
export function parseRawResponse(bytes: Uint8Array, options: ParseOptions = {}): RawResponse | undefined {
  const headEnd = indexOfBlankLine(bytes);
  if (headEnd === -1) return missing(options, "head");
  const { status, statusText, headers } = parseHead(latin1(bytes.subarray(0, headEnd)));
  const afterHead = bytes.subarray(headEnd + 4);
  // 101 is final: another protocol follows.
  if (status < 200 && status !== 101) return parseRawResponse(afterHead, options);
  const content = parseBody(afterHead, status, headers, options);
  return content && { status, statusText, headers, ...content };
}

/** The value of a header, or undefined; values of doubled lines are joined with a comma. */
export function rawHeader(response: RawResponse, name: string): string | undefined {
  const values = response.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase());
  return values.length > 0 ? values.map(([, value]) => value).join(", ") : undefined;
}

/** The body as UTF-8 text. */
export function rawText(response: RawResponse): string {
  return new TextDecoder().decode(response.body);
}

function parseHead(text: string): Pick<RawResponse, "status" | "statusText" | "headers"> {
  const [statusLine = "", ...lines] = text.split("\r\n");
  const match = /^HTTP\/1\.1 (\d{3})(?: (.*))?$/.exec(statusLine);
  if (!match) throw new Error(`not a status line: ${JSON.stringify(statusLine)}`);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    if (colon < 1) throw new Error(`not a header line: ${JSON.stringify(line)}`);
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status: Number(match[1]), statusText: match[2] ?? "", headers };
}

type Content = Pick<RawResponse, "body" | "rest">;

function parseBody(
  bytes: Uint8Array,
  status: number,
  headers: RawResponse["headers"],
  options: ParseOptions,
): Content | undefined {
  if (options.head || status === 101 || status === 204 || status === 304)
    return { body: new Uint8Array(), rest: bytes };
  const value = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1];
  if (value("transfer-encoding")?.toLowerCase() === "chunked") return parseChunks(bytes, options);
  const length = value("content-length");
  if (length === undefined) return options.ended ? { body: bytes, rest: new Uint8Array() } : undefined;
  if (!/^\d+$/.test(length)) throw new Error(`not a Content-Length: ${length}`);
  const end = Number(length);
  if (bytes.length < end) return missing(options, "body");
  return { body: bytes.subarray(0, end), rest: bytes.subarray(end) };
}

function parseChunks(bytes: Uint8Array, options: ParseOptions): Content | undefined {
  const chunks: Uint8Array[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = indexOfLineEnd(bytes, position);
    if (lineEnd === -1) return missing(options, "chunk");
    const size = latin1(bytes.subarray(position, lineEnd));
    if (!/^[\da-f]+$/i.test(size)) throw new Error(`not a chunk size: ${JSON.stringify(size)}`);
    const start = lineEnd + 2;
    const end = start + Number.parseInt(size, 16);
    if (bytes.length < end + 2) return missing(options, "chunk");
    if (bytes[end] !== 13 || bytes[end + 1] !== 10) throw new Error("a chunk is longer than it says");
    if (end === start) return { body: Buffer.concat(chunks), rest: bytes.subarray(end + 2) };
    chunks.push(bytes.subarray(start, end));
    position = end + 2;
  }
}

function missing({ ended }: ParseOptions, what: string): undefined {
  if (ended) throw new Error(`the connection was closed in the middle of the ${what}`);
  return undefined;
}

function indexOfLineEnd(bytes: Uint8Array, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf("\r\n", from, "latin1");
}

function indexOfBlankLine(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf("\r\n\r\n", 0, "latin1");
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
