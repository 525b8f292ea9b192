import { type EndpointSchemas, endpoint } from "@bunsen/runtime";
import * as z from "zod";

type Schema = NonNullable<EndpointSchemas["query"]>;

const schemaOf = (validate: Schema["~standard"]["validate"]): Schema => ({
  "~standard": { version: 1, vendor: "hostile", validate },
});

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

const CASES = {
  throws: endpoint(
    {
      query: schemaOf(() => {
        throw new Error("canary-thrown");
      }),
    },
    () => 1,
  ),
  rejects: endpoint({ query: schemaOf(() => Promise.reject(new Error("canary-rejected"))) }, () => 1),
  waits: endpoint(
    { query: z.object({ n: z.string().refine(async (text) => text === "1", "not 1") }) },
    ({ query }) => query,
  ),
  "no-result": endpoint({ query: schemaOf(() => undefined as never) }, () => 1),
  "many-issues": endpoint(
    { query: schemaOf(() => ({ issues: Array(10_000).fill({ message: "no" }) })) },
    () => 1,
  ),
  cyclic: endpoint({ query: schemaOf(() => ({ value: cyclic })) }, ({ query }) => query),
  "wrong-response": endpoint({ response: z.object({ id: z.number() }) }, () => ({ id: "x" }) as never),
  "own-response": endpoint({ response: z.object({ id: z.number() }) }, () => new Response("own")),
};

export default endpoint(
  { params: z.object({ what: z.enum(Object.keys(CASES) as (keyof typeof CASES)[]) }) },
  (ctx) =>
    // Each is called as the handler that it is.
    CASES[ctx.params.what](ctx as never),
);
