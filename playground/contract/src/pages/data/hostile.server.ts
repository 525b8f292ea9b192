import type { PageServer } from "@bunsen/runtime";
import { HOSTILE } from "../../hostile";

/** As values and as keys; `?rich` adds a value that JSON cannot hold. */
export default (({ query }) => ({
  props: {
    texts: HOSTILE,
    keys: Object.fromEntries(HOSTILE.map((text, index) => [text, index])),
    asked: query.q,
    when: query.rich === undefined ? null : new Date(0),
  },
})) satisfies PageServer;
