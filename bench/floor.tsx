/**
 * The floor: a hand-written `Bun.serve` that sends what ours sends. It takes the document around the app and the
 * headers from FLOOR (JSON), so that both send the same bytes.
 */
import { renderToString } from "react-dom/server.bun";
import Small from "./app/src/pages/index.tsx";
import { rows } from "./app/src/rows.ts";
import { Table } from "./app/src/table.tsx";

interface Frame {
  /** Everything before the container, between container and data, and after the data. */
  parts: [string, string, string];
  headers: Record<string, string>;
}

const frames: Record<string, Frame> = JSON.parse(process.env.FLOOR ?? "{}");

function frame(path: string): Frame {
  const found = frames[path];
  if (!found) throw new Error(`FLOOR has no frame for ${path}`);
  return found;
}

const small = frame("/");
const table = frame("/table");
const json = frame("/api/rows");

function page({ parts, headers }: Frame, html: string, data: string): Response {
  return new Response(`${parts[0]}<div id="root">${html}</div>${parts[1]}${data}${parts[2]}`, { headers });
}

const server = Bun.serve({
  port: 0,
  development: false,
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/rows")
      return new Response(JSON.stringify(rows.slice(0, 5)), { headers: json.headers });
    const view = { query: {}, params: {}, url: request.url };
    if (pathname === "/table") {
      return page(table, renderToString(<Table rows={rows} />), JSON.stringify({ props: { rows }, ...view }));
    }
    return page(small, renderToString(<Small />), JSON.stringify({ props: {}, ...view }));
  },
});

console.log(server.url.href);
