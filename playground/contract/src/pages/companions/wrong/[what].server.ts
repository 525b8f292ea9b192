import type { PageServer } from "@bunsen/runtime";
import { SECRET } from "../../../secret";

const login = { destination: "/companions/none" };

class Result {
  props = { secret: SECRET };
}

/** What a server function may not return, by name: each of them a guard or a rule that would not hold. */
const RETURNS: Record<string, () => unknown> = {
  "misspelt-redirect": () => ({ redirct: login, props: { secret: SECRET } }),
  "inner-response": () => ({ response: new Response(SECRET) }),
  "snake-case": () => ({ response_options: { status: 403 }, props: { secret: SECRET } }),
  "snake-case-transform": () => ({ res_transform: () => new Response("changed") }),
  "snake-case-cache": () => ({ cache_page: false }),
  "misspelt-destination": () => ({ redirect: { destinaton: "/companions/none" } }),
  "misspelt-permanent": () => ({ redirect: { ...login, permenant: true } }),
  "misspelt-status": () => ({ responseOptions: { statsu: 403 } }),
  "false-redirect": () => ({ redirect: false, props: { secret: SECRET } }),
  "null-redirect": () => ({ redirect: null }),
  "empty-redirect": () => ({ redirect: "" }),
  "promised-redirect": () => ({ redirect: Promise.resolve(login) }),
  "text-status-code": () => ({ redirect: { ...login, status_code: "303" } }),
  "promised-props": () => ({ props: Promise.resolve({ own: 1 }) }),
  "list-of-props": () => ({ props: [SECRET] }),
  "text-props": () => ({ props: SECRET }),
  "map-of-props": () => ({ props: new Map() }),
  "text-response-status": () => ({ responseOptions: { status: "403" } }),
  "undefined-header": () => ({ responseOptions: { headers: { "cache-control": undefined } } }),
  "map-of-headers": () => ({ responseOptions: { headers: new Map([["cache-control", "no-store"]]) } }),
  "number-query": () => ({ query: { page: 2 } }),
  "text-transform": () => ({ resTransform: "marked" }),
  "cache-function": () => ({ cachePage: () => false }),
  list: () => [{ redirect: login }],
  map: () => new Map([["redirect", login]]),
  error: () => new Error("not allowed"),
  request: () => new Request("http://localhost/companions/none"),
  "class-instance": () => new Result(),
  false: () => false,
  null: () => null,
  "late-null": async () => null,
};

export default (({ params }) => {
  const make = RETURNS[params.what];
  return make?.() as ReturnType<PageServer>;
}) satisfies PageServer<"/companions/wrong/[what]">;
