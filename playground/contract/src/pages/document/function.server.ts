import type { PageServer } from "@bunsen/runtime";

export default (({ query }) => ({ props: { name: String(query.name ?? "nobody") } })) satisfies PageServer;
