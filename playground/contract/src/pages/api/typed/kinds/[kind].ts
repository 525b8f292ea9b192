import { type ApiHandler, api, httpError, redirect } from "@bunsen/runtime";

const KINDS = {
  value: () => ({ made: new Date(0), list: [1, undefined], none: undefined }),
  null: () => null,
  text: () => "text",
  nothing: () => undefined,
  blob: () => new Blob(["<p>"], { type: "text/html" }),
  // Looks like a value, and is none.
  "json-blob": () => new Blob(["[1]"], { type: "application/json" }),
  bytes: () => new Uint8Array([1, 2, 3]),
  stream: () => new Blob(["streamed"]).stream(),
  generator: async function* () {
    yield "a";
    yield "b";
  },
  response: () => Response.json({ own: true }, { status: 201 }),
  "own-error": () => new Response("no", { status: 409 }),
  error: () => httpError(409, "It is taken."),
  missing: () => new Response(Bun.file("/nowhere/at/all")),
  redirect: () => redirect("/api/typed/kinds/text", 303),
  page: () => redirect("/typed/here", 303),
};

async function slow(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

export const GET = (async ({ params, signal, cookies, req, ip }) => {
  const { kind } = params;
  if (kind === "slow") return slow(signal);
  if (kind === "loop") return (await api("/api/typed/kinds/[kind]").GET({ params })).problem;
  if (kind === "visitor") {
    return {
      cookie: cookies.get("who"),
      language: req.headers.get("accept-language"),
      authorization: req.headers.get("authorization"),
      hasIp: ip !== "",
    };
  }
  if (kind === "sign-in") return cookies.set("who", "Ada & Bo", { path: "/typed" });
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS]() : httpError(404, "No such kind.");
}) satisfies ApiHandler<"/api/typed/kinds/[kind]">;

export const POST = (async ({ req, body }) => {
  const given = await body;
  return {
    type: req.headers.get("content-type")?.split(";", 1)[0] ?? null,
    given:
      given instanceof FormData ? [...given.keys()] : given instanceof Uint8Array ? given.byteLength : given,
  };
}) satisfies ApiHandler<"/api/typed/kinds/[kind]">;
