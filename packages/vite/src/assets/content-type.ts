import { basename, extname } from "node:path";

/** Types of files in `public/` that are missing in Bun's table. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  // Segments of a video stream: sources in TypeScript are not published.
  ".ts": "video/mp2t",
  ".jxl": "image/jxl",
};

/** Text types without a charset in Bun's table; without one, browsers guess. */
const TEXT = /^text\//;

/** The `Content-Type` of a file by its name, with the charset of text. */
export function contentTypeOf(path: string): string {
  // Apple's devices demand JSON for a name without an extension.
  if (basename(path) === "apple-app-site-association") return "application/json; charset=utf-8";
  const type = BY_EXTENSION[extname(path).toLowerCase()] ?? Bun.file(path).type;
  const [essence = type, charset] = type.split(/;\s*/);
  if (charset !== undefined) return `${essence}; ${charset}`;
  return TEXT.test(essence) ? `${essence}; charset=utf-8` : essence;
}
