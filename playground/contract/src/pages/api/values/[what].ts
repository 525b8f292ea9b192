import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiHandler, HttpError } from "@bunsen/runtime";
import { note } from "../../../notes.server";

class Account {
  owner = "Ada";
}

class Money extends Account {
  toJSON() {
    return { euros: 7 };
  }
}

async function* texts() {
  yield "some text, ";
  await Bun.sleep(1);
  yield new TextEncoder().encode("some bytes");
}

function numbers(): object {
  const circle: Record<string, unknown> = { name: "circle" };
  circle.self = [circle];
  return circle;
}

function nested(levels: number): object {
  let value = {};
  for (let level = 0; level < levels; level++) value = { next: value };
  return { list: [value] };
}

/** A file of 2 MB that is no part of the build, of a type for which Bun names it. */
function file(name: string): Bun.BunFile {
  const path = join(mkdtempSync(join(tmpdir(), "bunsen-values-")), name);
  writeFileSync(path, "0123456789abcdef".repeat(131_072));
  return Bun.file(path);
}

function endless(): ReadableStream<string> {
  return new ReadableStream({
    pull: async (controller) => {
      await Bun.sleep(5);
      controller.enqueue("more ");
    },
    cancel: () => note("endless", "cancelled"),
  });
}

const VALUES: Record<string, () => unknown> = {
  blob: () => new Blob(["<p>text</p>"], { type: "text/html" }),
  "blob-without-type": () => new Blob(["bytes"]),
  file: () => file("report.pdf"),
  "file-that-is-not-there": () => Bun.file("/nowhere/at/all.txt"),
  directory: () => Bun.file("/"),
  stream: () => new Blob(["streamed"]).stream(),
  endless,
  generator: () => texts(),
  iterable: () => ({ [Symbol.asyncIterator]: texts }),
  buffer: () => new TextEncoder().encode("buffer").buffer,
  view: () => new Uint16Array([0x4141, 0x4242, 0x4343]).subarray(1),

  plain: () => ({
    at: new Date(0),
    money: new Money(),
    url: new URL("http://a/"),
    list: [null, undefined, Number.NaN],
  }),
  null: () => null,
  string: () => "text",

  map: () => new Map([["a", 1]]),
  set: () => ({ tags: new Set(["a"]) }),
  function: () => ({ user: { "full name": () => "Ada" } }),
  symbol: () => [1, { kind: Symbol("x") }],
  instance: () => ({ rows: [{ account: new Account() }] }),
  error: () => ({ failure: new Error("no") }),
  promise: () => ({ later: Promise.resolve(1) }),
  attachment: () => ({ files: [new Blob(["x"])] }),
  bytes: () => ({ picture: new Uint8Array(3) }),
  bigint: () => ({ count: 1n }),
  steps: () =>
    (function* () {
      yield 1;
    })(),
  circle: numbers,
  nested: () => nested(200_000),

  "options-of-bunext": () => ({ success: false, bunext_api_route_res_options: { status: 405 } }),
  "transform-of-bunext": () => ({
    success: true,
    bunext_api_route_res_transform_fn: (response: Response) => response,
  }),

  "status-101": () => new Response(null, { status: 101 }),
  "status-error": () => Response.error(),
  "http-error": () => {
    throw new HttpError(200, "no error");
  },
};

export const GET: ApiHandler<"/api/values/[what]"> = ({ params }) => VALUES[params.what]?.();
