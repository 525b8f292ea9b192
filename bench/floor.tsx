/**
 * The floor: a hand-written `Bun.serve` that sends what ours sends. It takes the document around the app and the
 * headers from FLOOR (JSON), so that both send the same bytes; files whole, from FLOOR_FILES.
 */
import { renderToString } from "react-dom/server.bun";
import rootServer from "./app/src/pages/__root.server.ts";
import Root from "./app/src/pages/__root.tsx";
import Small from "./app/src/pages/index.tsx";
import layoutServer from "./app/src/pages/nested/__layout.server.ts";
import NestedLayout from "./app/src/pages/nested/__layout.tsx";
import pageServer from "./app/src/pages/nested/index.server.ts";
import NestedPage from "./app/src/pages/nested/index.tsx";
import { rows } from "./app/src/rows.ts";
import { Table } from "./app/src/table.tsx";

interface Frame {
  /** Everything before the container, between container and data, and after the data. */
  parts: [string, string, string];
  headers: Record<string, string>;
}

interface File {
  base64: string;
  headers: Record<string, string>;
}

const frames: Record<string, Frame> = JSON.parse(process.env.FLOOR ?? "{}");

/** By path and query: each coding of a file is asked for by a query of its own, so that nothing is negotiated here. */
const files = new Map(
  Object.entries<File>(JSON.parse(process.env.FLOOR_FILES ?? "{}")).map(([target, { base64, headers }]) => [
    target,
    { bytes: Uint8Array.fromBase64(base64), headers },
  ]),
);

function frame(path: string): Frame {
  const found = frames[path];
  if (!found) throw new Error(`FLOOR has no frame for ${path}`);
  return found;
}

const small = frame("/");
const table = frame("/table");
const nested = frame("/nested");
const json = frame("/api/rows");

function send({ parts, headers }: Frame, html: string, data: string): Response {
  return new Response(`${parts[0]}<div id="root">${html}</div>${parts[1]}${data}${parts[2]}`, { headers });
}

/** Root and page, as a hand-written server would put them together. */
async function answerPage(pathname: string, url: string): Promise<Response> {
  const view = { query: {}, params: {}, url };
  const elementView = { query: {}, params: {}, url: new URL(url) };
  if (pathname === "/nested") {
    const [root, layout, page] = await Promise.all([rootServer(), layoutServer(), pageServer()]);
    const props = { ...root.props, ...layout.props, ...page.props };
    const tree = (
      <Root props={props} {...elementView}>
        <NestedLayout props={props} {...elementView}>
          <NestedPage props={props} {...elementView} />
        </NestedLayout>
      </Root>
    );
    return send(nested, renderToString(tree), JSON.stringify({ props, ...view }));
  }
  const { props } = await rootServer();
  if (pathname === "/table") {
    const tree = (
      <Root props={props} {...elementView}>
        <Table rows={rows} />
      </Root>
    );
    return send(table, renderToString(tree), JSON.stringify({ props: { ...props, rows }, ...view }));
  }
  const tree = (
    <Root props={props} {...elementView}>
      <Small />
    </Root>
  );
  return send(small, renderToString(tree), JSON.stringify({ props, ...view }));
}

const server = Bun.serve({
  port: 0,
  development: false,
  fetch(request) {
    const { pathname, search } = new URL(request.url);
    const file = files.get(pathname + search);
    if (file) return new Response(file.bytes, { headers: file.headers });
    if (pathname === "/api/rows")
      return new Response(JSON.stringify(rows.slice(0, 5)), { headers: json.headers });
    return answerPage(pathname, request.url);
  },
});

console.log(server.url.href);
