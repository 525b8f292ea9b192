import type { PageServer } from "@bunsen/runtime";

export default (({ query }) => ({
  props: {
    name: String(query.name ?? "soak"),
    at: new Date(),
    rows: Array.from({ length: 20 }, (_, id) => ({ id })),
  },
})) satisfies PageServer<"/">;
