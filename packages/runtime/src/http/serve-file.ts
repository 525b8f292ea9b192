import { join } from "node:path";
import { SECURITY_HEADERS } from "./headers.ts";
import type { StaticFile } from "./static-files.ts";

/** Answers a request for a file of the build (GET and HEAD only, RFC 9110 §9.3). */
export function serveFile(request: Request, file: StaticFile, directory: string): Response {
  const { method } = request;
  if (method === "OPTIONS")
    return new Response(null, { status: 204, headers: { allow: "GET, HEAD, OPTIONS" } });
  if (method !== "GET" && method !== "HEAD") {
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD, OPTIONS", ...SECURITY_HEADERS } });
  }
  const headers = {
    "content-type": file.type,
    "cache-control": file.immutable
      ? "public, max-age=31536000, immutable"
      : "public, max-age=300, must-revalidate",
    etag: file.etag,
    ...SECURITY_HEADERS,
  };
  if (request.headers.get("if-none-match") === file.etag) return new Response(null, { status: 304, headers });
  return new Response(Bun.file(join(directory, file.path)), { headers });
}
