/** Checked by `tsc` only: what `api()` takes and results in, by the generated types. */
import { api, type Problem, type ValidationProblem } from "@bunsen/runtime";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._proof: Same<A, B> extends true ? [] : ["the types differ"]): void => undefined;

declare module "@bunsen/runtime" {
  interface RouteTypes {
    "/api/types/zod/[id]": {
      kind: "endpoint";
      module: typeof import("./endpoints/zod");
      params: { id: string };
      link: { id: string | number };
    };
    "/api/types/plain": {
      kind: "endpoint";
      module: typeof import("./endpoints/plain");
      params: Record<never, never>;
      link: Record<never, never>;
    };
    "/api/types/fallback": {
      kind: "endpoint";
      module: typeof import("./endpoints/fallback");
      params: Record<never, never>;
      link: Record<never, never>;
    };
  }
}

export async function zod(signal: AbortSignal): Promise<void> {
  const client = api("/api/types/zod/[id]");
  const read = await client.GET({ params: { id: 1 }, query: { page: 2, tags: ["a"] }, signal });
  if (read.ok) same<typeof read.data, { id: number; due: string }>();
  else {
    same<typeof read.problem, Problem | ValidationProblem>();
    if (read.problem.errors) same<typeof read.problem.status, 422>();
  }
  const { data, problem } = await client.PUT({ params: { id: "1" }, body: { title: "a" } });
  if (problem) same<typeof data, undefined>();
  else same<typeof data, Blob | { title: string; size: number | undefined }>();
  await client.PUT({ params: { id: 1 }, body: new FormData() });
  const { data: nothing } = await client.DELETE({ params: { id: 1 } });
  same<typeof nothing, undefined>();
  // @ts-expect-error the parameter is missing
  await client.GET({ query: { tags: [] } });
  // @ts-expect-error the query is missing
  await client.GET({ params: { id: 1 } });
  // @ts-expect-error the body is not what the schema takes
  await client.PUT({ params: { id: 1 }, body: { title: 1 } });
  // @ts-expect-error there is no such method
  client.POST;
}

export async function plain(): Promise<void> {
  const client = api("/api/types/plain");
  const { data: tree } = await client.GET();
  same<NonNullable<typeof tree>["made"], string>();
  same<NonNullable<typeof tree>["children"][number]["children"][number]["name"], string>();
  same<NonNullable<typeof tree>["save"], never>();
  const own = await client.POST({ body: { anything: 1 } });
  if (own.ok) same<typeof own.data, Response>();
  else same<typeof own.problem, Problem>();
  const stream = await client.PUT();
  if (stream.ok) same<typeof stream.data, ReadableStream<Uint8Array<ArrayBuffer>>>();
  const unknown = await client.DELETE();
  if (unknown.ok) same<typeof unknown.data, unknown>();
  const fallback = await api("/api/types/fallback").PATCH();
  if (fallback.ok) same<typeof fallback.data, { method: string }>();
  // @ts-expect-error a GET has no body
  await client.GET({ body: 1 });
  // @ts-expect-error there is no such endpoint
  api("/api/types/missing");
  // @ts-expect-error a page is not an endpoint
  api("/typed/[id]");
}
