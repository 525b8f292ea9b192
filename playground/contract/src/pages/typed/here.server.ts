import { api, type PageServer } from "@bunsen/runtime";
import { typedCalls } from "../../typed-calls";

export default (async (ctx) => {
  const { query } = ctx;
  if ("spread" in query) {
    const copy = { ...ctx };
    return { props: { fields: Object.keys(copy), path: copy.url.pathname, above: await copy.parent() } };
  }
  if ("calls" in query) return { props: { calls: await typedCalls() } };
  const kinds = api("/api/typed/kinds/[kind]");
  if ("loop" in query) return { props: { loop: (await kinds.GET({ params: { kind: "loop" } })).problem } };
  if ("sign-in" in query) await kinds.GET({ params: { kind: "sign-in" } });
  return { props: { visitor: (await kinds.GET({ params: { kind: "visitor" } })).data } };
}) satisfies PageServer<"/typed/here">;
