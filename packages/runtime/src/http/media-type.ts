/** The media type of a body, in lower case and without parameters; empty if the headers do not say. */
export function mediaTypeOf(headers: Headers): string {
  return (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** `application/json`, or a type with its syntax (RFC 6839 §3.1). */
export function isJsonType(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

/** A type that browsers send forms in, and that names its fields. */
export function isFormType(type: string): boolean {
  return type === "application/x-www-form-urlencoded" || type === "multipart/form-data";
}

/** Types other than `text/*`, `+json` and `+xml` that compression makes much smaller. */
const COMPRESSIBLE = new Set([
  "application/json",
  "application/javascript",
  "application/x-javascript",
  "application/ecmascript",
  "application/xml",
  "application/wasm",
  "application/yaml",
  "application/toml",
  "application/sql",
  "application/rtf",
  "application/graphql",
  "application/ndjson",
  "application/x-ndjson",
  "application/jsonl",
  "application/json-seq",
  "application/vnd.ms-fontobject",
  "application/vnd.apple.mpegurl",
  "font/ttf",
  "font/otf",
  "font/collection",
  "image/bmp",
  "image/x-icon",
  "image/vnd.microsoft.icon",
  "model/gltf-binary",
]);

/**
 * Whether content of this type should be compressed. Event streams should not: a proxy or a client that buffers compressed
 * bytes would delay events.
 *
 * @param contentType a `Content-Type` header, with or without parameters
 */
export function isCompressible(contentType: string): boolean {
  // The type of pages, compared first because it is the most frequent one.
  if (contentType === "text/html; charset=utf-8") return true;
  const semicolon = contentType.indexOf(";");
  const type = (semicolon < 0 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase();
  if (type.startsWith("text/")) return type !== "text/event-stream";
  return type.endsWith("+json") || type.endsWith("+xml") || COMPRESSIBLE.has(type);
}
