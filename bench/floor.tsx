/**
 * The floor: a hand-written `Bun.serve` that sends what ours sends. It takes the document around the app and the
 * headers from FLOOR (JSON), so that both send the same bytes; files whole, from FLOOR_FILES. With FLOOR_STRINGS it
 * concatenates strings instead of rendering. With FLOOR_BARE it is a handler that sends nothing but bytes and a content type.
 */
import { Writable } from "node:stream";
import type { ReactNode } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server.bun";
import { Article } from "./app/src/article.tsx";
import { Streamed } from "./app/src/late.tsx";
import rootServer from "./app/src/pages/__root.server.ts";
import Root from "./app/src/pages/__root.tsx";
import Small from "./app/src/pages/index.tsx";
import layoutServer from "./app/src/pages/nested/__layout.server.ts";
import NestedLayout from "./app/src/pages/nested/__layout.tsx";
import pageServer from "./app/src/pages/nested/index.server.ts";
import NestedPage from "./app/src/pages/nested/index.tsx";
import { Dashboard } from "./app/src/render/dashboard.tsx";
import { Mantine } from "./app/src/render/mantine.tsx";
import { Shop } from "./app/src/render/shop.tsx";
import { TableWithState } from "./app/src/render/table-with-state.tsx";
import { RowTable } from "./app/src/row-table.tsx";
import { rows } from "./app/src/rows.ts";
import { Table } from "./app/src/table.tsx";
import { strings } from "./strings.ts";

interface Frame {
  /** Everything before the container, between container and data, after the data, and after what comes late. */
  parts: [string, string, string, string];
  headers: Record<string, string>;
}

interface File {
  base64: string;
  headers: Record<string, string>;
}

const isBare = process.env.FLOOR_BARE === "1";

const frames: Record<string, Frame> = JSON.parse(process.env.FLOOR ?? "{}");

/** By path and query: each coding of a file is asked for by a query of its own, so that nothing is negotiated here. */
const files = new Map(
  Object.entries<File>(JSON.parse(process.env.FLOOR_FILES ?? "{}")).map(([target, { base64, headers }]) => [
    target,
    {
      bytes: Uint8Array.fromBase64(base64),
      headers: isBare ? { "content-type": headers["content-type"] ?? "" } : headers,
    },
  ]),
);

type View = { query: Record<string, string>; params: Record<string, string>; url: URL };
type Props = Record<string, unknown>;

/** A page, in both ways. */
interface Page {
  /** Beside the root's. */
  data?(): Props | Promise<Props>;
  /** What React renders inside of the root. */
  element(props: Props, view: View): ReactNode;
  /** The same, concatenated. */
  html?(props: Props): string;
}

const PAGES: Record<string, Page> = {
  "/": { element: () => <Small />, html: strings.small },
  "/state": { element: () => <TableWithState /> },
  "/shop": { element: () => <Shop /> },
  "/dashboard": { element: () => <Dashboard /> },
  "/mantine": { element: () => <Mantine /> },
  "/table": { data: () => ({ rows }), element: () => <Table rows={rows} />, html: () => strings.table(rows) },
  "/rows": {
    data: () => ({ rows }),
    element: () => <RowTable rows={rows} />,
    html: () => strings.rows(rows),
  },
  "/article": { element: () => <Article />, html: strings.article },
  "/streamed": { element: () => <Streamed /> },
  "/nested": {
    async data() {
      const [layout, page] = await Promise.all([layoutServer(), pageServer()]);
      return { ...layout.props, ...page.props };
    },
    element: (props, view) => (
      <NestedLayout props={props as unknown as NestedProps} {...view}>
        <NestedPage props={props as unknown as NestedProps} {...view} />
      </NestedLayout>
    ),
    html: (props) => strings.nested(props as unknown as NestedProps),
  },
};

interface NestedProps {
  user: string;
  section: string;
  text: string;
}

const concatenates = process.env.FLOOR_STRINGS === "1";

/** Root and page, as a hand-written server would put them together. */
async function answerPage(pathname: string, url: string): Promise<Response> {
  const page = PAGES[pathname];
  const frame = frames[pathname];
  if (!page || !frame) return new Response(null, { status: 404 });
  const [root, own] = await Promise.all([rootServer(), page.data?.()]);
  const props: Props = { ...root.props, ...own };
  const data = JSON.stringify({ props, query: {}, params: {}, url });
  if (concatenates && page.html) return send(frame, `<div class="root">${page.html(props)}</div>`, data);
  const view = { query: {}, params: {}, url: new URL(url) };
  const tree = (
    <Root props={props} {...view}>
      {page.element(props, view)}
    </Root>
  );
  return frame.parts[3] === "" ? send(frame, renderToString(tree), data) : sendStream(frame, tree, data);
}

function send({ parts, headers }: Frame, html: string, data: string): Response {
  return new Response(`${parts[0]}<div id="root">${html}</div>${parts[1]}${data}${parts[2]}`, { headers });
}

/** The shell at once, what is late when it is there. */
function sendStream({ parts, headers }: Frame, tree: ReactNode, data: string): Response {
  let isGone = false;
  const body = new ReadableStream<string>({
    cancel() {
      isGone = true;
    },
    start(controller) {
      let shell: string | undefined = "";
      const sink = new Writable({
        decodeStrings: false,
        write(chunk: string, _encoding, done) {
          if (shell !== undefined) shell += chunk;
          else if (!isGone) controller.enqueue(chunk);
          done();
        },
        final(done) {
          if (!isGone) {
            controller.enqueue(parts[3]);
            controller.close();
          }
          done();
        },
      });
      const stream = renderToPipeableStream(<div id="root">{tree}</div>, {
        progressiveChunkSize: Number.POSITIVE_INFINITY,
        onShellReady() {
          stream.pipe(sink);
          controller.enqueue(`${parts[0]}${shell}${parts[1]}${data}${parts[2]}`);
          shell = undefined;
        },
      });
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), { headers });
}

const json = frames["/api/rows"];

const server = Bun.serve({
  port: 0,
  development: false,
  fetch(request) {
    const { pathname, search } = new URL(request.url);
    const file = files.get(pathname + search);
    if (file) return new Response(file.bytes, { headers: file.headers });
    if (pathname === "/api/rows")
      return isBare
        ? Response.json(rows.slice(0, 5))
        : new Response(JSON.stringify(rows.slice(0, 5)), { headers: json?.headers });
    return answerPage(pathname, request.url);
  },
});

console.log(server.url.href);
