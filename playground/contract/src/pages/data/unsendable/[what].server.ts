import type { PageServer } from "@bunsen/runtime";

class Money {
  amount = 7;
}

/** A list as the careless make it: each entry holds the next one. */
function linked(entries: number): object {
  let list = {};
  for (let entry = 0; entry < entries; entry++) list = { next: list };
  return list;
}

/** What has no way to the browser, and where it is. */
const VALUES: Record<string, () => Record<string, unknown>> = {
  function: () => ({ user: { save: () => true } }),
  symbol: () => ({ rows: [1, { kind: Symbol("x") }] }),
  instance: () => ({ price: new Money() }),
  promise: () => ({ user: { later: Promise.resolve(1) } }),
  error: () => ({ "odd key": new Error("x") }),
  nested: () => ({ user: { history: linked(200_000) } }),
  weakmap: () => ({ deep: { list: new Map([["key", new WeakMap()]]) } }),
};

export default (({ params }) => ({
  props: VALUES[params.what]?.(),
})) satisfies PageServer<"/data/unsendable/[what]">;
