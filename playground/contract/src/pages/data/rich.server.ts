import type { PageServer } from "@bunsen/runtime";

interface Node {
  name: string;
  self?: Node;
}

/** Every type that has to survive the way to the browser. */
export default (() => {
  const shared = { name: "shared" };
  const circular: Node = { name: "circular" };
  circular.self = circular;
  const sparse: unknown[] = [1];
  sparse[3] = 4;
  const deepMap = new Map<unknown, unknown>([["when", new Date(0)]]);
  return {
    props: {
      date: new Date("2020-02-03T04:05:06.789Z"),
      badDate: new Date(Number.NaN),
      map: new Map<unknown, unknown>([
        ["iron", 26],
        [7, deepMap],
      ]),
      set: new Set(["a", 1, null]),
      big: 12345678901234567890n,
      url: new URL("https://user@example.com:8443/päth?q=1#h"),
      regexp: /a+(?<name>b)\/</giu,
      nothing: undefined,
      nan: Number.NaN,
      infinity: -Infinity,
      negativeZero: -0,
      sparse,
      nested: [undefined, [-0, { deep: undefined }]],
      bytes: new Uint8Array([0, 127, 255]),
      left: shared,
      right: [shared],
      circular,
      empty: {},
      "odd key": { "": 0, "a.b": 1, "</script>": 2 },
    },
  };
}) satisfies PageServer;
