import type { PageConfig } from "@bunsen/runtime";

export const config: PageConfig = { cachePage: true, hydrate: false };

export default function KeptPage({ query }: { query: Record<string, unknown> }) {
  return <p>{`The page of ${String(query.n)}.`}</p>;
}
