import { api } from "@bunsen/runtime";

const kinds = api("/api/typed/kinds/[kind]");
const notes = api("/api/typed/notes/[id]");

/** Calls endpoints of every kind: on the server and in the browser, with the same results. */
export async function typedCalls(): Promise<Record<string, unknown>> {
  const get = async (kind: string) => {
    const result = await kinds.GET({ params: { kind } }).catch((error: unknown) => String(error));
    if (typeof result === "string") return result.replace(/.*\[(\w+)\]$/, "$1");
    return result.ok ? shown(result.data) : result.problem;
  };
  const post = async (body: unknown) => (await kinds.POST({ params: { kind: "x" }, body })).data;
  const names =
    "value null text nothing blob json-blob bytes stream generator response own-error error redirect page";
  return {
    ...Object.fromEntries(await Promise.all(names.split(" ").map(async (name) => [name, await get(name)]))),
    read: (await notes.GET({ params: { id: 7 }, query: { tags: ["a"], lines: 2 } })).data,
    refused: (await notes.PUT({ params: { id: 7 }, body: { title: "", tags: [] } })).problem?.errors,
    form: (await notes.PUT({ params: { id: 7 }, body: formOf({ title: "b", tags: "x" }) })).data,
    file: (
      await notes.PUT({
        params: { id: 7 },
        body: { title: "c", tags: ["y"], attachment: new File(["abc"], "c.txt") },
      })
    ).data,
    sent: await Promise.all([undefined, "text", { a: 1 }, new Uint8Array(3), new Blob(["abcd"])].map(post)),
    aborted: await aborted(),
  };
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

/** A result as JSON, with its type. */
async function shown(data: unknown): Promise<unknown> {
  if (data instanceof Response) return { response: data.status, json: await data.json() };
  if (data instanceof Blob) return { blob: data.type.split(";", 1)[0], text: await data.text() };
  if (data instanceof Uint8Array) return { bytes: [...data] };
  if (data instanceof ReadableStream) return { stream: await new Response(data).text() };
  return { data };
}

async function aborted(): Promise<string> {
  const controller = new AbortController();
  const call = kinds.GET({ params: { kind: "slow" }, signal: controller.signal });
  controller.abort();
  return call.then(
    () => "not aborted",
    (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
  );
}
