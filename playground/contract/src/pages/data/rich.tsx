import type { PageProps } from "@bunsen/runtime";
import { Sides } from "../../components/sides";

/** Says of every value what only its real type can say. */
function describe(props: PageProps<"/data/rich">["props"]): Record<string, unknown> {
  return {
    date: props.date instanceof Date && props.date.toISOString(),
    badDate: props.badDate instanceof Date && Number.isNaN(props.badDate.getTime()),
    map: props.map instanceof Map && [props.map.get("iron"), props.map.get(7).get("when").getTime()],
    set: props.set instanceof Set && [...props.set],
    big: typeof props.big === "bigint" && String(props.big + 1n),
    url: props.url instanceof URL && props.url.port + props.url.pathname,
    regexp: props.regexp instanceof RegExp && [
      props.regexp.source,
      props.regexp.flags,
      props.regexp.test("aab/<"),
    ],
    nothing: "nothing" in props && props.nothing === undefined,
    nan: Number.isNaN(props.nan),
    infinity: props.infinity === -Infinity,
    negativeZero: Object.is(props.negativeZero, -0),
    sparse: [props.sparse.length, 0 in props.sparse, 1 in props.sparse, 3 in props.sparse],
    nested: [props.nested[0] === undefined, Object.is(props.nested[1][0], -0), "deep" in props.nested[1][1]],
    bytes: props.bytes instanceof Uint8Array && [...props.bytes],
    same: props.left === props.right[0],
    circular: props.circular.self.self === props.circular,
    empty: Object.getPrototypeOf(props.empty) === Object.prototype,
    odd: props["odd key"],
  };
}

export default function Rich({ props }: PageProps<"/data/rich">) {
  return <Sides value={describe(props)} />;
}
