import { Writable } from "node:stream";
import fc from "fast-check";
import type { ElementType, ReactNode } from "react";
import { jsx } from "react/jsx-runtime";
import { expect, test, vi } from "vitest";
import { fuzzedPage, hostileProps, hostileValue } from "./fuzzed-page.test-support.ts";
import { bothWays, loadProductionReact, REACTS } from "./production-react.test-support.ts";

// The runtime takes the app's React, which in a build is that for production. The other has errors of its own for keys.
vi.hoisted(() => {
  process.env.NODE_ENV = "production";
});

/** Each run compiles a page of its own. A failure prints its seed. */
const RUNS = Number(process.env.BUNSEN_FUZZ_RUNS ?? 800);

type Server = ReturnType<typeof loadProductionReact>["plain"];
type Render = (server: Server, node: ReactNode) => string | Promise<string>;

const RENDERS: Record<string, Render> = {
  string: (server, node) => server.renderToString(node),
  "static markup": (server, node) => server.renderToStaticMarkup(node),
  "stream of everything": (server, node) => streamed(server, node, "onAllReady"),
  "stream from the shell on": (server, node) => streamed(server, node, "onShellReady"),
};

function streamed(server: Server, node: ReactNode, start: "onAllReady" | "onShellReady"): Promise<string> {
  return new Promise((resolve, reject) => {
    let html = "";
    const sink = new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        html += chunk;
        done();
      },
      final(done) {
        resolve(html);
        done();
      },
    });
    const stream = server.renderToPipeableStream(node, {
      [start]: () => void stream.pipe(sink),
      onShellError: reject,
      onError: () => undefined,
    });
  });
}

interface Outcome {
  html: string;
  /** Which expressions were evaluated, in which order. */
  evaluated: string;
}

type Ask = (page: unknown, server: Server) => Promise<Outcome>;

function asker(render: Render, values: unknown[], list: unknown[], s: unknown[]): Ask {
  return async (page, server) => {
    const evaluated: number[] = [];
    const e = (index: number) => {
      evaluated.push(index);
      return values[index];
    };
    let html: string;
    try {
      html = await render(server, jsx(page as ElementType, { e, list, s }));
    } catch (error) {
      html = `threw ${error instanceof Error ? error.message : String(error)}`;
    }
    return { html, evaluated: evaluated.join() };
  };
}

const eightValues = fc.array(hostileValue, { minLength: 8, maxLength: 8 });
const shortList = fc.array(hostileValue, { maxLength: 4 });
const twoSpreads = fc.tuple(hostileProps, hostileProps);

/** What was found once, and is rare. */
const FOUND: [string, unknown[], unknown[], [object, object]][] = [
  // React refuses children of a void element.
  [
    "function Page({ s }) { return <p><br {...s[0]} /></p>; }\nexport { Page };",
    [],
    [],
    [{ children: 0 }, {}],
  ],
  // A button writes its value in place, an input behind all others.
  [
    "function Page({ s }) { return <p><button {...s[0]}>a</button><input {...s[0]} /></p>; }\nexport { Page };",
    [],
    [],
    [{ formMethod: "post", name: "a", checked: true, value: "b" }, {}],
  ],
];

test.each([
  ["the newest", REACTS.newest],
  ["the oldest", REACTS.oldest],
])(
  "pages of all shapes, with hostile values, are the bytes of %s React",
  { timeout: 600_000 },
  async (_, packages) => {
    const react = loadProductionReact(packages);
    let rendered = 0;
    const property = fc.asyncProperty(
      fuzzedPage,
      eightValues,
      shortList,
      twoSpreads,
      async (source, values, list, s) => {
        const { plain, flat, other, code } = await bothWays(source, react);
        for (const [name, render] of Object.entries(RENDERS)) {
          const ask = asker(render, values, list, s);
          const expected = await ask(plain.Page, react.plain);
          if (!expected.html.startsWith("threw")) rendered++;
          expect(await ask(flat.Page, react.patched), `${name}\n${code}`).toEqual(expected);
          // What a renderer sees that does not know of us.
          expect((await ask(other.Page, react.plain)).html, code).toBe(expected.html);
        }
      },
    );
    await fc.assert(property, { numRuns: RUNS, examples: FOUND });
    // Hostile values make many pages throw, which must not be all that is compared.
    expect(rendered).toBeGreaterThan(RUNS);
  },
);
