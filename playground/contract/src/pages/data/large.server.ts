import type { PageServer } from "@bunsen/runtime";

/** More than 128 kB, nearly all of it in one key. */
export default (() => ({
  props: { small: "x", report: { rows: Array.from({ length: 20_000 }, (_, index) => `row ${index}`) } },
})) satisfies PageServer;
