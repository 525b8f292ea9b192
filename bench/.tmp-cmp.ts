import { strings } from "./strings.ts";
import { rows } from "./app/src/rows.ts";
import rootServer from "./app/src/pages/__root.server.ts";
const { app } = await import(process.argv[2]);
const path = process.argv[3];
const N = 20000;
const which: Record<string, () => string> = { "/table": () => strings.table(rows), "/rows": () => strings.rows(rows), "/article": () => strings.article(), "/": () => strings.small() };
const data = path === "/table" || path === "/rows" ? { rows } : {};
const text = await (await app.fetch(new Request("http://localhost" + path))).text();
const at = text.indexOf('<div id="root">'), end = text.indexOf("</div><script"), jend = text.lastIndexOf("</script>");
const A = text.slice(0, at), C = "x".repeat(200), headers = Object.fromEntries((await app.fetch(new Request("http://localhost" + path))).headers);
async function str(url: string) {
  const request = new Request(url);
  new URL(request.url);
  const [root, own] = await Promise.all([rootServer(), data]);
  const props = { ...root.props, ...own };
  const json = JSON.stringify({ props, query: {}, params: {}, url });
  return new Response(`${A}<div id="root"><div class="root">${which[path]()}</div></div>${C}${json}</script></body></html>`, { headers });
}
const ours = (url: string) => app.fetch(new Request(url));
async function time(f: (u: string) => Promise<Response> | Response) {
  const t = process.cpuUsage();
  for (let i = 0; i < N; i++) { const r = await f("http://localhost" + path); await r.blob?.(); }
  const u = process.cpuUsage(t);
  return u.user / N;
}
await time(ours); await time(str);
for (let i = 0; i < 5; i++) { const o = await time(ours), s = await time(str); console.log(path, "ours", o.toFixed(1), "strings", s.toFixed(1), (o / s).toFixed(2)); }
