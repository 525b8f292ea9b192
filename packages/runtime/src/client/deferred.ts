// A separate file: only pages with deferred props load it.

import type { DeferredData } from "../page/data.ts";
import { isRich } from "../page/data-decode.ts";
import { dataBlock } from "./page-elements.ts";

/** The rest of a response, whose shell is a document already. */
export interface Rest {
  /** What was read so far. */
  html: string;
  reader: ReadableStreamDefaultReader<string>;
}

interface Waiting extends PromiseWithResolvers<unknown> {
  name: string;
}

/** Promises for the deferred props of a page, which settle as their data blocks arrive. */
class DeferredValues {
  readonly promises: Record<string, Promise<unknown>> = {};
  /** By the number of the block. */
  readonly #waiting = new Map<string | undefined, Waiting>();

  constructor(names: readonly string[]) {
    for (const [index, name] of names.entries()) {
      const resolvers = Promise.withResolvers<unknown>();
      resolvers.promise.catch(ignore);
      this.promises[name] = resolvers.promise;
      this.#waiting.set(String(index), { name, ...resolvers });
    }
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** Takes the values from the blocks that have arrived: something follows each of them. */
  async read(source: Document, isWhole: boolean): Promise<void> {
    const blocks = source.querySelectorAll<HTMLElement>("body > script[data-deferred]:not([id])");
    const reading = [...blocks].map(async (block) => {
      const waiting = this.#waiting.get(block.dataset.deferred);
      if (!waiting || !(isWhole || block.nextSibling)) return;
      this.#waiting.delete(block.dataset.deferred);
      settle(waiting, await parse(block.textContent));
    });
    await Promise.all(reading);
  }

  /** The document has ended without the others. */
  end(reason: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}

/**
 * Receives the deferred props of a page. Resolves when those that `source` contains are there.
 *
 * @param props gets a promise for each
 * @param source this document, which may still be loading, or another one
 * @param rest what follows `source`, if that is only the shell
 */
export async function receive(
  props: Record<string, unknown>,
  source: Document,
  rest: Rest | undefined,
): Promise<void> {
  const values = new DeferredValues(JSON.parse(dataBlock(source)?.dataset.deferred ?? "[]"));
  const isLoading = source === document && document.readyState === "loading";
  const isWhole = !isLoading && !rest;
  await values.read(source, isWhole);
  Object.assign(props, values.promises);
  if (isLoading) watch(values);
  else if (rest) readRest(values, rest);
  else values.end(cutOff());
}

/** Reads the blocks that the browser adds to this document. */
function watch(values: DeferredValues): void {
  const observer = new MutationObserver(() => values.read(document, false));
  observer.observe(document.body, { childList: true });
  const end = async () => {
    observer.disconnect();
    await values.read(document, true);
    values.end(cutOff());
  };
  // The last of them may have come while the first were read.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", end);
  else end();
}

async function readRest(values: DeferredValues, rest: Rest): Promise<void> {
  let { html } = rest;
  try {
    for (let isDone = false; values.isWaiting && !isDone; ) {
      const { done, value = "" } = await rest.reader.read();
      html += value;
      isDone = done;
      await values.read(new DOMParser().parseFromString(html, "text/html"), done);
    }
    values.end(cutOff());
  } catch (error) {
    values.end(error);
  } finally {
    rest.reader.cancel().catch(ignore);
  }
}

async function parse(text: string): Promise<DeferredData> {
  const read = isRich(text) ? (await import("../page/data-rich.ts")).parseRich : JSON.parse;
  return read(text);
}

/** Sets the fields by which React (`use`) knows a settled promise, and does not wait for it. */
function settle({ name, promise, resolve, reject }: Waiting, { props, error }: DeferredData): void {
  if (error === undefined) {
    const value = props?.[name];
    Object.assign(promise, { status: "fulfilled", value });
    resolve(value);
  } else {
    const reason = new Error(error);
    Object.assign(promise, { status: "rejected", reason });
    reject(reason);
  }
}

function cutOff(): Error {
  return new Error("The connection broke before all data had arrived.");
}

function ignore(): void {
  // The promise of a prop that no component uses, or the end of a broken connection.
}
