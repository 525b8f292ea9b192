import type { AppFiles } from "../../support/fixture.ts";

/** A button that counts its clicks: its number shows whether React has kept the component. */
const COUNTER = `
import { useState } from "react";
export function Counter({ id }: { id: string }) {
  const [count, setCount] = useState(0);
  return <button type="button" id={id} onClick={() => setCount(count + 1)}>{count}</button>;
}
`;

const ROOT = `
import type { HtmlProps, RootProps } from "@bunsen/runtime";
import { Counter } from "../counter";
import "../root.css";

export const meta = { title: "Root", description: "of the root" };
export const htmlProps = (({ ctx }) => ({ lang: "en", ...(ctx.url.pathname === "/b" && { "data-b": "yes" }) })) satisfies HtmlProps;

export default function Root({ children }: RootProps) {
  return (
    <div id="app">
      <header>
        <Counter id="root-counter" />
        <input id="draft" />
      </header>
      <nav>
        {[
          "/", "/a", "/b", "/section/one", "/section/two", "/item/1", "/item/2", "/missing", "/fails", "/moved",
          "/streamed", "/still", "/own-document", "/files/report", "/files/inline", "/throws", "/long", "/long?2",
          "/styled", "/titled", "/form", "/hooks/1",
        ].map((to) => <a key={to} href={to}>{to}</a>)}
        <a id="reload" href="/b" data-reload>reload</a>
        <a id="external" href="/b" rel="nofollow external">external</a>
        <a id="blank" href="/b" target="_blank">blank</a>
        <a id="download" href="/b" download="b.html">download</a>
        <a id="hash" href="#end">hash</a>
        <a id="to-hash" href="/long#end">to hash</a>
      </nav>
      {children}
    </div>
  );
}
`;

const page = (name: string, more = "") => `
import { Counter } from "${"../".repeat(name.split("/").length)}counter";
export const meta = { title: "Page ${name}" };
${more}
export default function Page() {
  return <main id="${name}"><h1>${name}</h1><Counter id="page-counter" /></main>;
}
`;

export const APP: AppFiles = {
  "src/counter.tsx": COUNTER,
  "src/root.css": "#app { --root: 1; }\n",
  "src/server.ts": `
import { defineServer } from "@bunsen/runtime";
import { prefetched } from "./prefetched";
export default defineServer({
  csp: {},
  headers: { "x-frame-options": "DENY" },
  middleware: ({ req, url }) => {
    if (req.headers.get("sec-purpose")?.startsWith("prefetch")) prefetched.push(url.pathname);
  },
});
`,
  "src/pages/__root.tsx": ROOT,
  "src/pages/index.tsx": page("index"),
  "src/pages/a.tsx": page(
    "a",
    'export const Head = () => <><meta name="of" content="a" /><link rel="alternate" href="/a.xml" /></>;',
  ),
  "src/pages/b.tsx": page("b", 'export const Head = () => <><meta name="of" content="b" /></>;'),
  "src/pages/section/__layout.tsx": `
import type { LayoutProps } from "@bunsen/runtime";
import { Counter } from "../../counter";
export default function Section({ children, url }: LayoutProps) {
  return <section><Counter id="section-counter" /><p id="section-path">{url.pathname}</p>{children}</section>;
}
`,
  "src/pages/section/one.tsx": page("section/one"),
  "src/pages/section/two.tsx": page("section/two"),
  "src/pages/item/[id].server.ts": `
import { type PageServer } from "@bunsen/runtime";
export default (({ params, url }) => ({ props: { name: "item " + params.id, when: new Date(0), search: url.search } })) satisfies PageServer<"/item/[id]">;
`,
  "src/pages/item/[id].tsx": `
import type { PageProps } from "@bunsen/runtime";
import { Counter } from "../../counter";
export const meta = { title: "Item" };
export default function Item({ props, params, url, query }: PageProps<"/item/[id]">) {
  return (
    <main id="item">
      <h1>{props.name}</h1><p id="details">{[params.id, url.pathname, url.search, String(query.q ?? ""), props.when.getTime()].join(" ")}</p>
      <Counter id="page-counter" /><a href="?q=x y">query</a>
    </main>
  );
}
`,
  "src/pages/404.tsx": `
import type { ErrorPageProps } from "@bunsen/runtime";
export const meta = { title: "Not found" };
export default ({ error, children }: ErrorPageProps) => <main id="error">{error.status} {children}</main>;
`,
  "src/pages/500.tsx": `
import type { ErrorPageProps } from "@bunsen/runtime";
export const meta = { title: "Failed" };
export default ({ error }: ErrorPageProps) => <main id="error">{error.status}</main>;
`,
  "src/pages/fails.server.ts": `
import { httpError } from "@bunsen/runtime";
export default () => httpError(503, "closed today");
`,
  "src/pages/fails.tsx": page("fails"),
  "src/pages/moved.server.ts": 'export default () => ({ redirect: { destination: "/b" } });\n',
  "src/pages/moved.tsx": page("moved"),
  "src/pages/still.tsx": `
export const config = { hydrate: false };
export default () => <main id="still">still</main>;
`,
  "src/pages/own-document.tsx": `
import type { PageConfig } from "@bunsen/runtime";
export const config = { navigation: "document" } satisfies PageConfig;
export const Head = () => <script src="/own.js" />;
export default () => <main id="own-document">own document</main>;
`,
  "public/own.js": 'document.documentElement.dataset.own = "ran";\n',
  "src/pages/files/[name].ts": `
import type { ApiHandler } from "@bunsen/runtime";
const answer: ApiHandler<"/files/[name]"> = ({ params }) =>
  new Response("a file", {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": params.name === "report" ? 'attachment; filename="report.txt"' : "inline",
    },
  });
export const GET = answer;
export const POST = answer;
`,
  "src/prefetched.ts":
    "/** Paths that browsers have prefetched by themselves. */\nexport const prefetched: string[] = [];\n",
  "src/pages/api/prefetched.ts": `
import { prefetched } from "../../prefetched";
export const GET = () => prefetched;
`,
  "src/pages/prefetch.tsx": `
export const meta = { title: "Prefetch" };
export default function Prefetch() {
  return (
    <main id="prefetch">
      <a id="logout" href="/account/LogOut">log out</a>
      <a id="encoded" href="/account?then=%6Cogout">log out</a>
      <a id="none" href="/b?none" data-prefetch="none">none</a>
      <p data-prefetch="none"><a id="below-none" href="/b?below-none">none</a></p>
      <a id="itself" href="/prefetch#top">itself</a>
      <a id="elsewhere" href="http://127.0.0.1:9/">elsewhere</a>
      <a id="visible" href="/styled?visible" data-prefetch="visible">visible</a>
      <a id="wanted" href="/item/9#details">wanted</a>
      {Array.from({ length: 200 }, (_, line) => <br key={line} />)}
      <p><a id="far" href="/styled?far" data-prefetch="visible">far</a></p>
    </main>
  );
}
`,
  "src/pages/throws.tsx": `
export default function Throws() {
  if (typeof window !== "undefined") throw new Error("in the browser only");
  return <main id="throws">throws</main>;
}
`,
  "src/pages/long.tsx": `
export const meta = { title: "Long" };
export default function Long() {
  return <main id="long">{Array.from({ length: 200 }, (_, line) => <p key={line}>line {line}</p>)}<p id="end">end</p></main>;
}
`,
  "src/styled.css": "main { color: rgb(1, 2, 3); }\nheader { color: rgb(4, 5, 6); }\n",
  "src/pages/styled.tsx": `import "../styled.css";\n${page("styled")}`,
  "src/pages/titled.tsx": `
import { useState } from "react";
export default function Titled() {
  const [unread, setUnread] = useState(0);
  return (
    <main id="titled">
      <title>{"Own title " + unread}</title>
      <button type="button" id="more" onClick={() => setUnread(unread + 1)}>more</button>
    </main>
  );
}
`,
  "src/late.ts": `
const texts = new Map<string, Promise<string>>();

/** The same promise for the same name, on each side: it is open as soon as somebody has opened the gate. */
export function lateText(name: string): Promise<string> {
  let text = texts.get(name);
  if (!text) {
    text = typeof window === "undefined"
      ? new Promise((resolve) => setTimeout(resolve, 500, "late " + name))
      : fetch("/api/late/" + name).then((response) => response.text());
    texts.set(name, text);
  }
  return text;
}
`,
  "src/pages/api/late/[name].ts": `
import type { ApiHandler } from "@bunsen/runtime";
export const GET: ApiHandler<"/api/late/[name]"> = ({ params }) => new Response("late " + params.name);
`,
  "src/pages/streamed.tsx": `
import { Suspense, use } from "react";
import { lateText } from "../late";
import { Counter } from "../counter";
function Late() {
  return <p id="late">{use(lateText("text"))}</p>;
}
export const meta = { title: "Streamed" };
export default () => <main id="streamed"><Counter id="page-counter" /><Suspense fallback={<p id="waiting">waiting</p>}><Late /></Suspense></main>;
`,
  "src/sent.server.ts": `
/** What forms have sent, for the specs. */
export const sent: string[] = [];
`,
  "src/pages/form.server.ts": `
import { type PageServer, redirect } from "@bunsen/runtime";
import { sent } from "../sent.server";
export default (async ({ req, body }) => {
  if (req.method !== "POST") return { props: { problem: "", last: sent.at(-1) ?? "" } };
  const form = await body;
  if (!(form instanceof FormData)) return { props: { problem: "no form", last: "" } };
  const file = form.get("file");
  const text = String(form.get("text"));
  sent.push([text, form.get("by"), file instanceof File ? file.name + " " + (await file.text()) : "no file"].join("|"));
  if (text === "slow") await new Promise((resolve) => setTimeout(resolve, 300));
  if (text.startsWith("to ")) redirect(text.slice(3), 303);
  if (text === "wrong") return { props: { problem: "This is wrong.", last: "" }, responseOptions: { status: 422 } };
  redirect("/form", 303);
}) satisfies PageServer<"/form">;
`,
  "src/pages/form.tsx": `
import { type PageProps, useNavigation } from "@bunsen/runtime";
import { Counter } from "../counter";
export const meta = { title: "Form" };
export default function Form({ props }: PageProps<"/form">) {
  const { state, to, formData } = useNavigation();
  return (
    <main id="form">
      <output id="status">{[state, to?.pathname ?? "", String(formData?.get("text") ?? "")].join("|")}</output>
      <p role="alert" id="problem">{props.problem}</p>
      <p id="last">{props.last}</p>
      <Counter id="page-counter" />
      <details id="more"><summary>more</summary>more</details>
      <form method="post" encType="multipart/form-data" id="multipart">
        <input name="text" id="text" /><input type="file" name="file" id="file" />
        <button type="submit" name="by" value="multipart" id="send">send</button>
      </form>
      <form method="post" action="/form" id="plain"><input name="text" /><button name="by" value="plain">send</button></form>
      <form method="post" action="/files/report" id="to-report"><button>report</button></form>
      <form method="post" action="/still-form" id="to-still"><button>still</button></form>
      <form method="post" data-reload id="reloads"><button name="text" value="reloaded">reload</button></form>
      <form action="/item/7" id="search"><input name="q" defaultValue="x" /><button>search</button></form>
    </main>
  );
}
`,
  "src/pages/still-form.tsx": `
export const config = { hydrate: false };
export default () => <main id="still-form">still <a href="/b">b</a></main>;
`,
  "src/pages/still-form.server.ts": `
import type { PageServer } from "@bunsen/runtime";
import { sent } from "../sent.server";
export default (({ req }) => { if (req.method === "POST") sent.push("still"); }) satisfies PageServer<"/still-form">;
`,
  "src/pages/api/sent.ts": `
import { sent } from "../../sent.server";
export const GET = () => sent;
`,
  "src/hooks.tsx": `
import { navigate, refresh, useNavigation, useParams, useQuery, useUrl } from "@bunsen/runtime";
import { useState } from "react";

/** A component that gets nothing from the page. */
export function Hooks() {
  const url = useUrl();
  const { id } = useParams<"/hooks/[id]">();
  const { tab = "none" } = useQuery();
  const { state } = useNavigation();
  const [log, setLog] = useState("");
  const then = (what: Promise<void>, name: string) => what.then(() => setLog(name), (error) => setLog(error.code));
  return (
    <div>
      <output id="hooks">{[url.pathname, url.search, id, tab, state].join("|")}</output>
      <output id="log">{log}</output>
      <button type="button" id="go" onClick={() => then(navigate("/hooks/2?tab=b"), "went")}>go</button>
      <button type="button" id="replace" onClick={() => then(navigate("/hooks/3", { replace: true }), "replaced")}>replace</button>
      <button type="button" id="shallow" onClick={() => then(navigate("?tab=shallow", { shallow: true }), "shallow")}>shallow</button>
      <button type="button" id="far" onClick={() => then(navigate("/b", { shallow: true }), "far")}>far</button>
      <button type="button" id="script" onClick={() => then(navigate("javascript:window.hacked=1"), "ran")}>script</button>
      <button type="button" id="refresh" onClick={() => then(refresh(), "refreshed")}>refresh</button>
    </div>
  );
}
`,
  "src/pages/hooks/[id].server.ts": `
import type { PageServer } from "@bunsen/runtime";
let renders = 0;
export default (({ params, query }) => ({ props: { renders: ++renders, asked: params.id + " " + String(query.tab ?? "none") } })) satisfies PageServer<"/hooks/[id]">;
`,
  "src/pages/hooks/[id].tsx": `
import type { PageMeta, PageProps } from "@bunsen/runtime";
import { Counter } from "../../counter";
import { Hooks } from "../../hooks";
export const meta = (({ serverRes }) => ({ title: "Render " + serverRes.props.renders })) satisfies PageMeta<"/hooks/[id]">;
export default function Page({ props, query, url }: PageProps<"/hooks/[id]">) {
  return (
    <main id="hooks-page">
      <Hooks /><p id="renders">{props.renders}</p><p id="asked">{props.asked}</p>
      <p id="props">{String(query.tab ?? "none")} {url.search}</p><Counter id="page-counter" />
      {Array.from({ length: 100 }, (_, line) => <p key={line}>line</p>)}
    </main>
  );
}
`,
};
